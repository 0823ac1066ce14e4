import { encodeUtf8, leafHash, toHex, type LogHash } from '@fadu/audit-log'
import type { LawBook } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { Page } from '../../platform/http/page.ts'
import { platformResource } from '../../platform/law/gate.ts'
import type { AccessTracer } from '../../platform/log/access-keys.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import { notFound } from '../../platform/problem/index.ts'
import { findEntries, type FoundEvidence } from './search/find-entries.ts'
import {
  named,
  searchPerson,
  type PersonFacts,
  type PersonQuestion,
  type TracedEvidence,
} from './search/person-search.ts'
import { conditionsOf, requireAnswerable, type Question } from './search/question.ts'
import { readEntry, type EntryView } from './search/read-entry.ts'

export interface ProofView {
  readonly entry: string
  readonly leafIndex: number
  /** H(0x00 ‖ body), hexadecimal. Whoever has the body checks it against this. */
  readonly leafHash: string
  readonly treeSize: number
  /** Audit path, sibling of the leaf first, hexadecimal. */
  readonly path: readonly string[]
  /** Signed note over the tree the proof is for. */
  readonly checkpoint: string
}

export interface EvidenceView {
  readonly entry: string
  /** Canonical JSON; its bytes are the leaf. */
  readonly body: string
  readonly organization: string | null
}

export interface PageRequest {
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface AuditService {
  proof(entryId: string): Promise<ProofView>
  evidence(entryId: string): Promise<EvidenceView>
  /** Reading evidence is itself an act and recorded. */
  search(question: Question, page: PageRequest): Act<ActFacts, Page<FoundEvidence>>
  /** The same of accesses that asked about somebody. */
  searchPerson(asked: PersonQuestion): Act<PersonFacts, Page<TracedEvidence>>
  entry(id: string): Act<ActFacts, EntryView>
  /** Leaves in order from an index on, for verification. */
  leaves(from: number, limit: number): Act<ActFacts, { readonly bodies: readonly string[] }>
}

export function createAuditService(deps: {
  readonly db: Db
  readonly log: EvidenceLog
  readonly hash: LogHash
  readonly book: LawBook
  readonly tracer: AccessTracer
}): AuditService {
  const { db, log, hash, book, tracer } = deps
  return {
    proof: async (entryId) => {
      const proof = await log.proofOf(entryId)
      if (proof === undefined) throw notFound('记录')
      return {
        entry: proof.entry.id,
        leafIndex: proof.leafIndex,
        leafHash: toHex(leafHash(hash, encodeUtf8(proof.entry.body))),
        treeSize: proof.treeSize,
        path: proof.path.map(toHex),
        checkpoint: proof.checkpoint,
      }
    },
    evidence: async (entryId) => {
      const row = await db
        .selectFrom('log_entry')
        .select(['id', 'body', 'organization_id'])
        .where('id', '=', entryId)
        .executeTakeFirst()
      if (row === undefined) throw notFound('记录')
      return { entry: row.id, body: row.body, organization: row.organization_id }
    },
    search: (question, page) => ({
      action: 'audit.read',
      load: () => {
        requireAnswerable(question, 'query')
        return Promise.resolve({ resource: platformResource })
      },
      carryOut: async (tx) => findEntries(tx, await conditionsOf(tx, question), page),
      trace: (_, { items }) => ({ detail: { ...named(question), shown: items.length } }),
    }),
    searchPerson: (asked) => searchPerson(tracer, asked),
    entry: (id) => readEntry(book, id),
    leaves: (from, limit) => ({
      action: 'audit.read',
      load: () => Promise.resolve({ resource: platformResource }),
      carryOut: async (tx) => {
        const rows = await tx
          .selectFrom('log_leaf')
          .innerJoin('log_entry', 'log_entry.id', 'log_leaf.entry_id')
          .select('log_entry.body')
          .where('leaf_index', '>=', from)
          .orderBy('leaf_index')
          .limit(limit)
          .execute()
        return { bodies: rows.map((r) => r.body) }
      },
      trace: (_, { bodies }) => ({ detail: { from, leaves: bodies.length } }),
    }),
  }
}
