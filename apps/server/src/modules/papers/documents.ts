import { uuidv7 } from 'uuidv7'
import { toHex } from '@fadu/audit-log'
import type { KeyStore } from '@fadu/smcrypto'
import type { Act } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { limitOf, refusedOver } from '../../platform/law/limits.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import type { CaseRuntime, LoadedCase } from '../cases/index.ts'
import {
  aboutCase,
  askerOf,
  dayAgo,
  holdOpenCase,
  paperView,
  tellParties,
  withdrawPaper,
  type PaperFacts,
  type PaperView,
} from './about-case.ts'
import { extensionOf } from './document-name.ts'
import { shownTypes, typeOfDocument } from './document-type.ts'
import { openDocument, sealDocument } from './sealed-documents.ts'

export interface DocumentView extends PaperView {
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  /** SM3 of the content, hexadecimal. */
  readonly sm3: string
  /** Whether a browser shows it without running anything of it. */
  readonly shown: boolean
}

export interface DocumentList {
  readonly items: readonly DocumentView[]
  /** Whether whoever asks may add one. */
  readonly mayAdd: boolean
}

export interface ReceivedDocument {
  readonly name: string
  readonly content: Uint8Array
  /** SM3 of the content. */
  readonly digest: Uint8Array
}

export interface DocumentFile {
  readonly name: string
  readonly mediaType: string
  readonly content: Buffer
}

/** What the parties of a case put to it. */
export interface DocumentService {
  about(caseId: string): Promise<PaperFacts>
  list(principal: AccountPrincipal, facts: PaperFacts): Promise<DocumentList>
  /** @throws {Problem} `DOCUMENT_TYPE` before anything is done, when the content is not what is taken. */
  add(
    principal: AccountPrincipal,
    caseId: string,
    received: ReceivedDocument,
  ): Promise<Act<PaperFacts, { readonly id: string }>>
  /** Opens it, each time under its own decision and record. */
  read(caseId: string, id: string): Act<PaperFacts, DocumentFile>
  withdraw(principal: AccountPrincipal, caseId: string, id: string): Act<PaperFacts, { readonly id: string }>
}

const what = '材料'

export function createDocumentService(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly runtime: CaseRuntime
  readonly keyStore: KeyStore
}): DocumentService {
  const { db, gate, runtime, keyStore } = deps

  /** @throws {Refused} when a case holds as many documents as it may, or an organisation added as many as it may in a day. */
  const requireBelowLimits = async (tx: Tx, { id, regime }: LoadedCase, organization: string): Promise<void> => {
    const rows = await tx
      .selectFrom('case_document')
      .select(['organization_id', 'added_at'])
      .where('case_id', '=', id)
      .execute()
    const since = dayAgo(gate.now())
    const today = rows.filter((row) => row.organization_id === organization && row.added_at > since)
    for (const [name, counted] of [
      ['caseDocument.perCase', rows.length],
      ['caseDocument.perDay', today.length],
    ] as const) {
      const limit = limitOf(regime, name, gate.today())
      if (counted >= limit.most) throw refusedOver(regime, limit, counted + 1)
    }
  }

  return {
    about: (caseId) => aboutCase(runtime, db, caseId),
    list: async (principal, facts) => {
      const rows = await db
        .selectFrom('case_document as d')
        .innerJoin('organization as o', 'o.id', 'd.organization_id')
        .innerJoin('account as a', 'a.id', 'd.account_id')
        .leftJoin('account as w', 'w.id', 'd.withdrawn_by')
        .selectAll('d')
        .select(['o.name as organization_name', 'a.name as author', 'w.name as withdrawer'])
        .where('d.case_id', '=', facts.loaded.id)
        .orderBy('d.id')
        .execute()
      const asker = askerOf(gate, 'document.add', principal, facts)
      return {
        items: rows.map((row) => ({
          ...paperView(row, row.added_at, asker),
          name: row.name,
          mediaType: row.media_type,
          bytes: row.bytes,
          sm3: toHex(new Uint8Array(row.sm3)),
          shown: row.withdrawn_at === null && shownTypes.has(row.media_type),
        })),
        mayAdd: asker.mayAdd,
      }
    },
    add: async (principal, caseId, { name, content, digest }) => {
      const mediaType = typeOfDocument(extensionOf(name), content)
      const id = uuidv7()
      // Sealed before the transaction, which is not to wait for it.
      const { wrappedKey, parts } = await sealDocument(keyStore, id, content)
      return {
        action: 'document.add',
        load: (tx) => aboutCase(runtime, tx, caseId),
        carryOut: async (tx, { loaded }) => {
          const organization = principal.organization.id
          const at = gate.now()
          await holdOpenCase(tx, loaded)
          await requireBelowLimits(tx, loaded, organization)
          await tx
            .insertInto('case_document')
            .values({
              ...{ id, case_id: loaded.id, name, media_type: mediaType, bytes: content.byteLength },
              ...{ sm3: digest, wrapped_key: wrappedKey, organization_id: organization },
              ...{ account_id: principal.id, added_at: at, withdrawn_by: null, withdrawn_at: null },
            })
            .execute()
          for (const [position, sealed] of parts.entries())
            await tx.insertInto('case_document_part').values({ document_id: id, position, sealed }).execute()
          await tellParties(tx, loaded, { kind: 'document', by: organization, at })
          return { id }
        },
        // The name and the digest are committed to with the row; in clear neither stands in the log.
        trace: (_, done) => ({ detail: { document: done.id, mediaType, bytes: content.byteLength } }),
      }
    },
    read: (caseId, id) => ({
      action: 'document.read',
      confidential: true,
      load: (tx) => aboutCase(runtime, tx, caseId),
      carryOut: async (tx, { loaded }) => {
        const row = await tx
          .selectFrom('case_document')
          .selectAll()
          .where('id', '=', id)
          .where('case_id', '=', loaded.id)
          .executeTakeFirstOrThrow(() => notFound(what))
        if (row.withdrawn_at !== null) throw new Problem({ code: 'STATE_CONFLICT', what, state: 'withdrawn' })
        return { name: row.name, mediaType: row.media_type, content: await openDocument(tx, keyStore, row) }
      },
      trace: (_, { content }) => ({ detail: { document: id, bytes: content.byteLength } }),
    }),
    withdraw: (principal, caseId, id) => ({
      action: 'document.withdraw',
      load: (tx) => aboutCase(runtime, tx, caseId),
      carryOut: async (tx, facts) => {
        await withdrawPaper(tx, facts, principal, { kind: 'document', what, id, at: gate.now() })
        return { id }
      },
      trace: () => ({ detail: { document: id } }),
    }),
  }
}
