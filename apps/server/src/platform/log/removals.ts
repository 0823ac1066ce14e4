import type { EntryBody } from './evidence-log.ts'

/** The action of the entry that says what was removed after its term. */
export const removalAction = 'retention.remove'

/** What an entry says of the accesses of a day whose keys and signatures it removed: all but those of what was held. */
export interface UseRemoval {
  readonly records: 'useRecords'
  /** Civil date, Asia/Shanghai. */
  readonly day: string
  readonly held: {
    readonly datasets: readonly string[]
    readonly grants: readonly string[]
    readonly organizations: readonly string[]
  }
  /** How many accesses lost their keys, and how many calls their signatures. */
  readonly accesses: number
  readonly signatures: number
}

/** An access, by what a removal asks of it. */
export interface RemovableAccess {
  readonly day: string | null
  readonly dataset: string | null
  readonly grant: string | null
  readonly organization: string | null
}

/** What was removed by one entry, as a check finds it. */
export interface RemovedRecords {
  /** Id of the entry of the log. */
  readonly entry: string
  /** Clauses under which it was removed. */
  readonly clauses: readonly string[]
  readonly day: string
  /** Accesses without keys, and calls without signatures, that this entry accounts for. */
  readonly accesses: number
  readonly signatures: number
}

/** What the entries of the log say was removed; by it a check tells what is gone lawfully from what is missing. */
export interface Removals {
  take(entry: string, body: EntryBody): void
  /** The entry that accounts for an access having no keys and no signature; undefined where none does. */
  entryFor(access: RemovableAccess): string | undefined
  count(entry: string, what: 'accesses' | 'signatures'): void
  found(): readonly RemovedRecords[]
}

export function createRemovals(): Removals {
  const byDay = new Map<string, { readonly entry: string; readonly removal: UseRemoval }[]>()
  const found = new Map<string, { clauses: readonly string[]; day: string; accesses: number; signatures: number }>()
  return {
    take: (entry, body) => {
      const removal = removalIn(body)
      if (removal === undefined) return
      byDay.set(removal.day, [...(byDay.get(removal.day) ?? []), { entry, removal }])
      found.set(entry, { clauses: body.clauses ?? [], day: removal.day, accesses: 0, signatures: 0 })
    },
    entryFor: ({ day, dataset, grant, organization }) => {
      const isHeld = ({ held }: UseRemoval): boolean =>
        has(held.datasets, dataset) || has(held.grants, grant) || has(held.organizations, organization)
      return byDay.get(day ?? '')?.find(({ removal }) => !isHeld(removal))?.entry
    },
    count: (entry, what) => {
      found.get(entry)![what]++
    },
    found: () => [...found].map(([entry, records]) => ({ entry, ...records })),
  }
}

/** Only the platform removes: an entry of somebody else that calls itself so accounts for nothing. */
function removalIn({ kind, action, actor, outcome, detail }: EntryBody): UseRemoval | undefined {
  if (kind !== 'system' || action !== removalAction || actor.type !== 'System' || outcome !== 'done') return undefined
  return isUseRemoval(detail) ? detail : undefined
}

/** An entry that still waits for the tree may be anybody's who has the database: one of another shape says nothing. */
function isUseRemoval(detail: unknown): detail is UseRemoval {
  const { records, day, held } = (detail ?? {}) as Partial<Record<keyof UseRemoval, unknown>>
  const lists = Object.values((held ?? {}) as Partial<UseRemoval['held']>)
  return records === 'useRecords' && typeof day === 'string' && lists.length === 3 && lists.every(Array.isArray)
}

function has(ids: readonly string[], id: string | null): boolean {
  return id !== null && ids.includes(id)
}
