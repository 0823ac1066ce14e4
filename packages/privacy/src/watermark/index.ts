export { blockBytes, chunkOf, linesOf, type BlockFunction, type Chunk, type RowPlace } from './blocks.ts'
export {
  chunkOrder,
  inFileOrder,
  maskSigns,
  referencePattern,
  rowMarks,
  rowReferences,
  signsOf,
  withoutSign,
  withSign,
  type MarkKeys,
  type RowMarks,
} from './marks.ts'
export { evidenceBits, falseAccusation, threshold, weigh } from './evidence.ts'
export type { CandidateEvidence, Count, EvidenceKind, Named } from './evidence.ts'
export { countOrder, countQuotations, countSigns, countWithheld, readReferences, type SeenRow } from './observe.ts'
