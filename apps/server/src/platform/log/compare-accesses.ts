import { canonicalBytes, type LogHash } from '@fadu/audit-log'
import type { Tx } from '../db/open-database.ts'
import type { Finding } from './check-tree.ts'
import { forEachRow, isUnknown, type Damages } from './compare-rows.ts'
import { digestOfKeys } from './evidence-rows.ts'
import type { Removals } from './removals.ts'

type Tell = (finding: Finding) => void

/** What differs; an entry by which it was removed after its term; undefined when all is as the log says. */
export type Difference = Finding['found'] | 'notCovered' | { readonly removedBy: string } | undefined

/** Of what an entry is, as a removal asks. */
interface OfEntry {
  readonly day: string | null
  readonly of_dataset: string | null
  readonly of_grant: string | null
  readonly of_organization: string | null
}

const removalOf = (removals: Removals, row: OfEntry): string | undefined =>
  removals.entryFor({
    day: row.day,
    dataset: row.of_dataset,
    grant: row.of_grant,
    organization: row.of_organization,
  })

export interface KeysOfEntry extends OfEntry {
  readonly entry: string
  readonly datasets: readonly string[] | null
  readonly days: readonly string[] | null
  readonly hexes: readonly string[] | null
  readonly n: number | null
  readonly digest: string | null
  readonly dataset: string | null
  readonly custody: string | null
  /** Version of the entry's body; null when there is no such entry. */
  readonly v: string | null
}

/** The keys of every access with what its entry says of them. @returns Accesses recorded before entries said so. */
export async function compareAccessKeys(
  tx: Tx,
  hash: LogHash,
  { tree, removals }: { readonly tree: Damages; readonly removals: Removals },
  tell: Tell,
): Promise<number> {
  let notCovered = 0
  const query = `
    select coalesce(a.entry_id, s.entry_id)::text as entry, a.datasets, a.days, a.hexes, s.n, s.digest,
      s.dataset_id::text as dataset, s.day::text as day, d.custody,
      s.of_dataset::text as of_dataset, s.of_grant::text as of_grant, s.of_organization::text as of_organization,
      case when s.entry_id is null then e.body::jsonb ->> 'v' end as v
    from (select entry_id, array_agg(distinct dataset_id::text) as datasets, array_agg(distinct day::text) as days,
        array_agg(encode(digest, 'hex') order by digest) as hexes from access_key group by entry_id) a
    full join said_keys s on s.entry_id = a.entry_id
    left join dataset d on d.id = s.dataset_id
    left join log_entry e on e.id = a.entry_id and s.entry_id is null`
  await forEachRow<KeysOfEntry>(tx, query, (row) => {
    const { entry } = row
    const found = differenceOfKeys(hash, row, removals)
    if (found === undefined) return
    if (typeof found === 'object') return removals.count(found.removedBy, 'accesses')
    if (found === 'notCovered' || isUnknown(tree, entry, row.digest !== null || row.v !== null)) notCovered++
    else tell({ table: 'access_key', key: entry, found })
  })
  return notCovered
}

/** What is stored of the keys of an access, with what its entry says. */
export function differenceOfKeys(hash: LogHash, row: KeysOfEntry, removals: Removals): Difference {
  if (row.digest === null || row.n === null) return row.v === '1' ? 'notCovered' : 'added'
  const removedBy = row.n === 0 ? undefined : removalOf(removals, row)
  // What the log says is gone and is there was put back by somebody.
  if (removedBy !== undefined) return row.hexes === null ? { removedBy } : 'added'
  // With a destroyed dataset go the digests of what was looked up in it.
  if (row.hexes === null) return row.n === 0 || row.custody === 'destroyed' ? undefined : 'missing'
  const isOfOne = row.datasets?.length === 1 && row.datasets[0] === row.dataset
  const isOfDay = row.days?.length === 1 && row.days[0] === row.day
  if (isOfOne && isOfDay && digestOfKeys(hash, row.dataset, row.hexes) === row.digest) return undefined
  if (row.hexes.length === row.n) return 'altered'
  return row.hexes.length < row.n ? 'missing' : 'added'
}

/** The counts of every grant and day with the sum of what entries say. @returns Days counted before entries said so. */
export async function compareGrantUsage(
  tx: Tx,
  { tree, uncountedThrough }: { readonly tree: Damages; readonly uncountedThrough: string | undefined },
  tell: Tell,
): Promise<number> {
  let notCovered = 0
  const { entries, gone } = tree.damages()
  const isCertain = entries + gone === 0
  const query = `
    select coalesce(u.grant_id, s.grant_id)::text as "grant", coalesce(u.day, s.day)::text as day,
      u.grant_id is not null as stored, s.grant_id is not null as said,
      (u.calls, u.asked, u.missed, u.rows, u.off_hours_rows) is not distinct from
        (s.calls, s.asked, s.missed, s.rows, s.off_hours) as same
    from grant_usage u full join said_use s on s.grant_id = u.grant_id and s.day = u.day`
  await forEachRow<{ grant: string; day: string; stored: boolean; said: boolean; same: boolean }>(tx, query, (row) => {
    if (row.stored && row.said && row.same) return
    if (!isCertain || (uncountedThrough !== undefined && row.day <= uncountedThrough)) notCovered++
    else {
      const found = !row.stored ? 'missing' : !row.said ? 'added' : 'altered'
      tell({ table: 'grant_usage', key: `${row.grant}/${row.day}`, found })
    }
  })
  return notCovered
}

/** What is committed to of a kept signature: everything of its row. Signatures cannot be guessed; no salt is needed. */
export function signatureKept(
  hash: LogHash,
  row: {
    readonly id: string
    readonly application: string
    readonly nonce: string
    readonly key: string
    /** Hexadecimal, sealed. */
    readonly base: string
    /** Hexadecimal. */
    readonly signature: string
    /** Milliseconds. */
    readonly receivedAt: number
  },
): string {
  const { id, application, nonce, key, base, signature, receivedAt } = row
  return Buffer.from(hash.digest(canonicalBytes([id, application, nonce, key, base, signature, receivedAt]))).toString(
    'base64',
  )
}

export interface SignatureRow extends OfEntry {
  readonly said_id: string | null
  readonly id: string | null
  readonly application: string | null
  readonly nonce: string
  readonly key: string
  readonly base: string
  readonly signature: string
  readonly received_at: number
  readonly kept: string | null
}

/**
 * Every kept signature with what the entry of its call says. One that no entry speaks of proves nothing and is counted only: its call
 * was recorded before entries said so, or broke off.
 */
export async function compareSignatures(tx: Tx, hash: LogHash, removals: Removals, tell: Tell): Promise<number> {
  let notCovered = 0
  const query = `
    select s.id::text as said_id, c.id::text as id, c.application_id::text as application, c.nonce, c.key_id::text as key,
      encode(c.base, 'hex') as base, encode(c.signature, 'hex') as signature,
      (extract(epoch from c.received_at) * 1000)::float8 as received_at, s.kept, s.day::text as day,
      s.of_dataset::text as of_dataset, s.of_grant::text as of_grant, s.of_organization::text as of_organization
    from call_signature c full join said_signature s on s.id = c.id`
  await forEachRow<SignatureRow>(tx, query, (row) => {
    const found = differenceOfSignature(hash, row, removals)
    if (found === undefined) return
    if (typeof found === 'object') removals.count(found.removedBy, 'signatures')
    else if (found === 'notCovered') notCovered++
    else tell({ table: 'call_signature', key: (row.id ?? row.said_id)!, found })
  })
  return notCovered
}

/** What is stored of a signed call, with what its entry says. */
export function differenceOfSignature(hash: LogHash, row: SignatureRow, removals: Removals): Difference {
  const { said_id: said, id, application, nonce, key, base, signature, received_at: receivedAt, kept } = row
  if (said === null) return 'notCovered'
  const removedBy = removalOf(removals, row)
  if (id === null || application === null) return removedBy === undefined ? 'missing' : { removedBy }
  if (removedBy !== undefined) return 'added'
  const stands = signatureKept(hash, { id, application, nonce, key, base, signature, receivedAt })
  return stands === kept ? undefined : 'altered'
}
