import type { Finding, Found, FoundBatch, FoundEntry, Ledger } from './ledger.ts'

/**
 * Compares what was acknowledged with what is there. What was asked for and never acknowledged may be there or not, but once.
 *
 * @param today - Civil date; clocks whose due day is before it must have been told of, once.
 */
export function compareLedger(ledger: Ledger, found: Found, today: string): readonly Finding[] {
  const log = indexLog(found.entries)
  return [
    ...doubledEntries(found.entries),
    ...openings(ledger, found, log),
    ...withdrawals(ledger, found, log),
    ...batches(found.batches, log),
    ...files(ledger, found, log),
    ...jobs(ledger, found),
    ...accesses(ledger, log),
    ...clocks(found, log, today),
  ]
}

interface Log {
  readonly byId: ReadonlyMap<string, FoundEntry>
  /** How many entries say that something was done, by action and what it was done to. */
  readonly done: ReadonlyMap<string, number>
}

function indexLog(entries: readonly FoundEntry[]): Log {
  const done = new Map<string, number>()
  for (const entry of entries) {
    // The same file again is recorded as what it is, and stores nothing.
    if (entry.outcome !== 'done' || entry.detail?.['repeated'] === true) continue
    const key = keyOf(entry.action, ...doneTo(entry))
    done.set(key, (done.get(key) ?? 0) + 1)
  }
  return { byId: new Map(entries.map((e) => [e.id, e])), done }
}

function doneTo({ action, detail, subject, ...entry }: FoundEntry): readonly unknown[] {
  if (action === 'clock.overdue') return [entry.case, detail?.['period'], detail?.['due']]
  if (action === 'dataset.aggregate') return [subject?.id, detail?.['batch']]
  return [entry.case]
}

function keyOf(...parts: readonly unknown[]): string {
  return parts.map(String).join(' ')
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

const finding = (kind: Finding['kind'], what: string): Finding => ({ kind, what })

function doubledEntries(entries: readonly FoundEntry[]): readonly Finding[] {
  const seen = new Set<string>()
  return entries.flatMap(({ id }) => (seen.size === seen.add(id).size ? [finding('doubled', `entry ${id}`)] : []))
}

/** Something that was done once must have been recorded once. */
function recordedOnce(log: Log, key: string): readonly Finding[] {
  const times = log.done.get(key) ?? 0
  if (times === 1) return []
  return [finding(times === 0 ? 'unrecorded' : 'doubled', key)]
}

function receiptOf(log: Log, what: string, receipt: string | undefined, outcome: string): readonly Finding[] {
  const entry = receipt === undefined ? undefined : log.byId.get(receipt)
  return entry?.outcome === outcome ? [] : [finding('unrecorded', `${what}, receipt ${receipt ?? 'none'}`)]
}

function openings({ opened }: Ledger, { cases }: Found, log: Log): readonly Finding[] {
  const byMark = groupBy(cases, (c) => c.mark)
  const told = [...opened].flatMap(([mark, acknowledged]) => {
    const there = byMark.get(mark) ?? []
    const what = `case ${mark}`
    if (acknowledged === undefined) return []
    const { id, receipt } = acknowledged
    return [
      ...(there.some((c) => c.id === id) ? [] : [finding('lost', what)]),
      ...receiptOf(log, what, receipt, 'done'),
    ]
  })
  const there = [...byMark].flatMap(([mark, of]) => [
    ...(of.length > 1 ? [finding('doubled', `case ${mark}`)] : []),
    ...of.flatMap((c) => recordedOnce(log, keyOf('share.request.open', c.id))),
  ])
  return [...told, ...there]
}

function withdrawals({ withdrawn }: Ledger, { cases }: Found, log: Log): readonly Finding[] {
  const states = new Map(cases.map((c) => [c.id, c.state]))
  const told = [...withdrawn].flatMap(([id, acknowledged]) => {
    if (acknowledged === undefined) return []
    const what = `withdrawal of ${id}`
    return [
      ...(states.get(id) === 'withdrawn' ? [] : [finding('lost', what)]),
      ...receiptOf(log, what, acknowledged.receipt, 'done'),
    ]
  })
  const there = cases
    .filter((c) => c.state === 'withdrawn')
    .flatMap((c) => recordedOnce(log, keyOf('share.request.withdraw', c.id)))
  return [...told, ...there]
}

function batches(found: readonly FoundBatch[], log: Log): readonly Finding[] {
  return found.flatMap(({ dataset, number }) => recordedOnce(log, keyOf('dataset.aggregate', dataset, number)))
}

function files(ledger: Ledger, { batches, people }: Found, log: Log): readonly Finding[] {
  const byFile = groupBy(batches, (b) => b.file)
  return [...ledger.files].flatMap(([name, { people: sent, receipt }]) => {
    const times = byFile.get(name)?.length ?? 0
    const there = sent.filter((id) => people.has(id)).length
    const isWhole = times > 0 && there === sent.length
    const isAbsent = times === 0 && there === 0
    return [
      ...(times > 1 ? [finding('doubled', `file ${name}`)] : []),
      ...(isWhole || (isAbsent && receipt === undefined) ? [] : [finding('lost', `file ${name}, ${there} people`)]),
      ...(receipt === undefined ? [] : receiptOf(log, `file ${name}`, receipt, 'done')),
    ]
  })
}

function jobs(ledger: Ledger, found: Found): readonly Finding[] {
  const states = new Map(found.jobs.map((j) => [j.id, j]))
  const stored = groupBy(found.batches, (b) => b.job ?? '')
  return [...ledger.jobs].flatMap(([name, { job, people, isPoison }]) => {
    if (job === undefined) return []
    const times = stored.get(job)?.length ?? 0
    const { state, problem } = states.get(job) ?? {}
    if (state === undefined) return [finding('lost', `job of ${name}`)]
    if (isPoison === true) {
      const isParked = state === 'failed' && problem !== null && times === 0
      return isParked ? [] : [finding('missed', `poison ${name} is ${state}, named ${problem ?? 'nowhere'}`)]
    }
    if (state !== 'stored') return [finding('missed', `job of ${name} is ${state}, named ${problem ?? 'nowhere'}`)]
    if (times > 1) return [finding('doubled', `job of ${name}`)]
    return people.every((id) => found.people.has(id)) && times === 1 ? [] : [finding('lost', `rows of ${name}`)]
  })
}

function accesses(ledger: Ledger, log: Log): readonly Finding[] {
  return ledger.accesses.flatMap(({ receipt, rows }) => receiptOf(log, `access to ${rows} rows`, receipt, 'released'))
}

function clocks({ clocks }: Found, log: Log, today: string): readonly Finding[] {
  // Two steps of a case may have the same period and fall due on the same day: the log tells of each, by the same words.
  const alike = groupBy(clocks, ({ case: of, period, dueOn }) => keyOf('clock.overdue', of, period, dueOn))
  return [...alike].flatMap(([key, some]) => {
    const told = some.reduce((sum, clock) => sum + clock.told, 0)
    const recorded = log.done.get(key) ?? 0
    const isMissed = some.some(
      (clock) => clock.state === 'running' && clock.dueOn !== null && clock.dueOn < today && clock.told === 0,
    )
    if (some.some((clock) => clock.told > 1) || recorded > some.length) return [finding('doubled', key)]
    if (told !== recorded) return [finding(recorded < told ? 'unrecorded' : 'lost', key)]
    return isMissed ? [finding('missed', key)] : []
  })
}
