import { mkdir, writeFile } from 'node:fs/promises'
import type { SurgeSeen } from './injected/surge.ts'
import type { Finding } from './ledger/ledger.ts'
import type { Stormed } from './storm.ts'

/** What a run showed, as it is kept. */
export interface Result {
  readonly engine: 'PostgreSQL' | 'embedded'
  /** `short`: each fault once, as CI runs it. */
  readonly form: 'short' | 'full'
  readonly servers: number
  readonly seed: number
  readonly seconds: number
  readonly injected: Readonly<Record<string, number>>
  readonly skipped: Readonly<Record<string, string>>
  readonly acknowledged: number
  readonly silences: number
  readonly deferred: number
  readonly refused: Readonly<Record<string, number>>
  readonly entries: number
  readonly clocksTold: number
  readonly found: Readonly<Record<Finding['kind'], number>>
  readonly surges: readonly SurgeSeen[]
}

export const reportsFolder = new URL('../../reports/', import.meta.url)

/** Writes what a run showed to `reports/faults-<engine>.json`, whatever it was. */
export async function keepResult(p: {
  readonly engine: Result['engine']
  readonly form: Result['form']
  readonly servers: number
  readonly seed: number
  readonly stormed: Stormed
  readonly surges: readonly SurgeSeen[]
}): Promise<void> {
  const { stormed, ...run } = p
  const { settled, told } = stormed
  const of = (kind: Finding['kind']): number => settled.findings.filter((f) => f.kind === kind).length
  const result: Result = {
    ...run,
    seconds: stormed.seconds,
    injected: sorted(stormed.injected),
    skipped: sorted(stormed.skipped),
    acknowledged: stormed.acknowledged,
    silences: told.silences,
    deferred: told.deferred,
    refused: sorted(told.refused),
    entries: settled.entries,
    clocksTold: settled.clocksTold,
    found: { lost: of('lost'), doubled: of('doubled'), unrecorded: of('unrecorded'), missed: of('missed') },
  }
  console.log(JSON.stringify(result, undefined, 2))
  await mkdir(reportsFolder, { recursive: true })
  await writeFile(new URL(`faults-${p.engine}.json`, reportsFolder), `${JSON.stringify(result, undefined, 2)}\n`)
}

function sorted<T>(map: ReadonlyMap<string, T>): Readonly<Record<string, T>> {
  return Object.fromEntries([...map].toSorted(([a], [b]) => a.localeCompare(b)))
}
