import { uuidv7 } from 'uuidv7'
import { toHex } from '@fadu/audit-log'
import { addDays, type CivilDate, type Regime } from '@fadu/domain'
import { sm3 } from '@fadu/smcrypto'
import type { Selectable } from 'kysely'
import type { Act, ActFacts } from '../../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../../platform/auth/principal.ts'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import type { EvidenceBundleTable } from '../../../platform/db/evidence-tables.ts'
import { idBefore, toPage, type Page } from '../../../platform/http/page.ts'
import { platformResource, type Gate } from '../../../platform/law/gate.ts'
import { guardGrounds } from '../../../platform/law/guard-clauses.ts'
import { limitOf, refusedOver } from '../../../platform/law/limits.ts'
import { notFound, Problem, Refused } from '../../../platform/problem/index.ts'
import { findEntries } from '../search/find-entries.ts'
import { conditionsOf, requireAnswerable, type Question } from '../search/question.ts'
import type { MakeBundle, Witnessed } from './make-bundle.ts'

export interface BundleRequest {
  /** Entries by id, or all that a question finds; one of the two. */
  readonly entries?: readonly string[] | undefined
  readonly search?: Question | undefined
  readonly opensRows: boolean
  readonly recipient: string
  readonly reason: string
  readonly matter: string
}

export interface BundleView {
  readonly id: string
  readonly entries: number
  readonly opensRows: boolean
  readonly recipient: string
  readonly reason: string
  readonly matter: string
  readonly state: 'asked' | 'approved' | 'expired'
  readonly askedBy: string
  readonly askedAt: string
  readonly approvedBy: string | null
  readonly approvedAt: string | null
  readonly validUntil: CivilDate | null
}

export interface BundleService {
  ask(principal: AccountPrincipal, asked: BundleRequest): Act<ActFacts, BundleView>
  approve(principal: AccountPrincipal, id: string): Act<ActFacts, BundleView>
  /** Makes the file, as often as it is asked for until its time is over; each making is on record with the digest of the file. */
  make(id: string): Act<ActFacts, { readonly file: Uint8Array }>
  list(page: { readonly limit: number; readonly cursor: string | undefined }): Promise<Page<BundleView>>
}

type Row = Selectable<EvidenceBundleTable>

const guard = 'evidence.secondPerson'

export function createBundleService(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly makeBundle: MakeBundle
  readonly witnessed: (tx: Tx) => Promise<Witnessed>
}): BundleService {
  const { db, gate, makeBundle, witnessed } = deps
  const regime = (): Regime => gate.regimeFor(undefined)
  const loading = (id: string) => () =>
    Promise.resolve({ resource: platformResource, trace: { subject: { type: 'EvidenceBundle', id } } })
  const view = (row: Row): BundleView => toView(row, gate.today())

  return {
    ask: (principal, asked) => ({
      action: 'audit.askBundle',
      load: () => {
        requireOneChoice(asked)
        return Promise.resolve({ resource: platformResource })
      },
      carryOut: async (tx) => {
        const { opensRows, recipient, reason, matter } = asked
        const row = await tx
          .insertInto('evidence_bundle')
          .values({
            id: uuidv7(),
            entries: [...(await chosen(tx, regime(), gate.today(), asked))],
            opens_rows: opensRows,
            recipient,
            reason,
            matter,
            asked_by: principal.id,
            asked_at: gate.now(),
            approved_by: null,
            approved_at: null,
            valid_until: null,
          })
          .returningAll()
          .executeTakeFirstOrThrow()
        return view(row)
      },
      trace: (_, { id, entries, opensRows, recipient, reason, matter }) => ({
        subject: { type: 'EvidenceBundle', id },
        detail: { entries, opensRows, recipient, reason, matter },
      }),
    }),

    approve: (principal, id) => ({
      action: 'audit.approveBundle',
      load: loading(id),
      carryOut: async (tx) => {
        const row = await readBundle(tx, id)
        if (row.approved_at !== null)
          throw new Problem({ code: 'STATE_CONFLICT', what: '证据提取包', state: view(row).state })
        if (row.asked_by === principal.id) throw refusedWithout(regime())
        const days = limitOf(regime(), 'evidenceBundle.days', gate.today()).most
        const approved = await tx
          .updateTable('evidence_bundle')
          .set({ approved_by: principal.id, approved_at: gate.now(), valid_until: addDays(gate.today(), days - 1) })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow()
        return view(approved)
      },
      trace: (_, { entries }) => ({ detail: { entries } }),
    }),

    make: (id) => ({
      action: 'audit.makeBundle',
      confidential: true,
      load: loading(id),
      carryOut: async (tx) => {
        const row = await readBundle(tx, id)
        if (view(row).state !== 'approved') throw refusedWithout(regime())
        const { entries, opens_rows: opensRows, recipient, reason, matter } = row
        const about = { bundle: id, madeAt: gate.now().toISOString(), recipient, reason, matter }
        return { file: await makeBundle(tx, { ...about, entries, opensRows }, await witnessed(tx)) }
      },
      trace: (_, { file }) => ({ detail: { sm3: toHex(sm3(file)), bytes: file.byteLength } }),
    }),

    list: async ({ limit, cursor }) => {
      const rows = await db
        .selectFrom('evidence_bundle')
        .selectAll()
        .where('id', '<', idBefore(cursor))
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return toPage(rows, limit, (row) => [row.id], view)
    },
  }
}

function requireOneChoice({ entries, search }: BundleRequest): void {
  if ((entries === undefined) === (search === undefined)) {
    const faults = [{ field: 'body.entries', expected: 'entries, or a search that finds them; one of the two' }]
    throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  }
  if (search !== undefined) requireAnswerable(search, 'body')
}

/** @throws {Refused} when there are more than go into one bundle, {Problem} for one that is not there, or when there are none. */
async function chosen(tx: Tx, regime: Regime, today: CivilDate, asked: BundleRequest): Promise<readonly string[]> {
  const limit = limitOf(regime, 'evidenceBundle.entries', today)
  const ids =
    asked.search === undefined
      ? await existing(tx, asked.entries!, limit.most)
      : await found(tx, asked.search, limit.most)
  if (ids.length > limit.most) throw refusedOver(regime, limit, ids.length)
  if (ids.length === 0) throw notFound('记录')
  return ids
}

async function existing(tx: Tx, given: readonly string[], most: number): Promise<readonly string[]> {
  const ids = [...new Set(given)]
  if (ids.length > most) return ids
  const rows = await tx.selectFrom('log_entry').select('id').where('id', 'in', ids).execute()
  const known = new Set(rows.map((row) => row.id))
  const faults = ids.flatMap((id, i) =>
    known.has(id) ? [] : [{ field: `body.entries.${i}`, expected: 'an entry of the log' }],
  )
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  return ids
}

async function found(tx: Tx, search: Question, most: number): Promise<readonly string[]> {
  const { items, next } = await findEntries(tx, await conditionsOf(tx, search), { limit: most })
  const ids = items.map((item) => item.entry)
  // How many more there are is not counted; that there are more is enough.
  return next === null ? ids : [...ids, '']
}

async function readBundle(tx: Tx, id: string): Promise<Row> {
  return tx
    .selectFrom('evidence_bundle')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('证据提取包'))
}

function refusedWithout(regime: Regime): Refused {
  const grounds = guardGrounds(regime, guard)
  const needed = grounds.slice(0, 1).map(({ clause }) => ({
    clause,
    text: '先由安全管理员同意，并在同意的有效期内制作',
    textEn: 'the security administrator agrees first, and it is made while that is valid',
  }))
  return new Refused({ reason: { code: 'ACT_FORBIDDEN' }, grounds, needed })
}

function toView(row: Row, today: CivilDate): BundleView {
  const state = row.valid_until === null ? 'asked' : row.valid_until < today ? 'expired' : 'approved'
  return {
    id: row.id,
    entries: row.entries.length,
    opensRows: row.opens_rows,
    recipient: row.recipient,
    reason: row.reason,
    matter: row.matter,
    state,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    approvedBy: row.approved_by,
    approvedAt: row.approved_at?.toISOString() ?? null,
    validUntil: row.valid_until,
  }
}
