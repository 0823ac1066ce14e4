export { conceptOf, type ItemConcept } from './item-concept.ts'
export { codeListOf, normalizeItemName } from './item-name.ts'
export {
  identifies,
  itemKeys,
  keyVocabulary,
  matchItems,
  matchScore,
  reasonOf,
  type ItemKeys,
  type ItemMatch,
  type NamedItem,
  type RequiredIdentifier,
  type SubjectKind,
} from './match-items.ts'
