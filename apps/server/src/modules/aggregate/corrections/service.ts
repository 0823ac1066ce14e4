import type { Regime } from '@fadu/domain'
import type { AccountPrincipal } from '../../../platform/auth/principal.ts'
import type { Act, ActFacts } from '../../../platform/acts/acts.ts'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import type { Gate } from '../../../platform/law/gate.ts'
import { clauseOfGuard, guardGrounds } from '../../../platform/law/guard-clauses.ts'
import { Problem, Refused } from '../../../platform/problem/index.ts'
import { isPlace, type CorrectionTarget } from '../../../platform/release/correction-lines.ts'
import type { Dataset, DatasetStore } from '../../../platform/release/dataset-store.ts'
import type { Release, Released } from '../../../platform/release/release.ts'
import { readEntry } from '../../catalog/index.ts'
import type { FoundDataset } from '../service.ts'
import { normalizeIdentifier, prepareCorrection, type PreparedCorrection, type RequestedLine } from './prepare.ts'
import { correctionsOf, originsOf, readCorrection, type BatchOrigin, type CorrectionView } from './queries.ts'

/** One version of a row: where it comes from, who consented, and what it says to whoever looks. */
export interface ValueVersion {
  readonly batch: number
  readonly line: number
  readonly supersededByBatch: number | null
  readonly origin: BatchOrigin
  readonly values: Released['rows'][number]
}

interface DatasetFacts extends ActFacts {
  readonly dataset: Dataset
}

export interface CorrectionService {
  prepare(
    principal: AccountPrincipal,
    code: string,
    lines: readonly RequestedLine[],
  ): Act<DatasetFacts, PreparedCorrection>
  /** By whoever prepared it, or the provider whose data it would correct. */
  discard(
    principal: AccountPrincipal,
    code: string,
    id: string,
  ): Act<DatasetFacts, { readonly id: string; readonly state: 'discarded' }>
  /** What a stored value is never changed by: refused with the clauses, recorded. */
  overwrite(code: string, place: { readonly batch: number; readonly line: number }): Act<ActFacts, never>
  list(dataset: string): Promise<readonly CorrectionView[]>
  read(dataset: string, id: string): Promise<CorrectionView>
  /** The values a prepared correction would write, masked by the right of whoever looks, recorded. */
  look(principal: AccountPrincipal, found: FoundDataset, id: string): Promise<Released>
  history(
    principal: AccountPrincipal,
    found: FoundDataset,
    request: { readonly of: CorrectionTarget; readonly items: readonly string[]; readonly matter: string },
  ): Promise<{ readonly versions: readonly ValueVersion[] } & Pick<Released, 'receipt' | 'grounds'>>
}

export function createCorrectionService(deps: {
  readonly db: Db
  readonly datasets: DatasetStore
  readonly release: Release
  readonly gate: Gate
  readonly load: (tx: Db | Tx, code: string) => Promise<FoundDataset>
  readonly now: () => Date
}): CorrectionService {
  const { db, release, now } = deps
  const load = async (tx: Tx, code: string): Promise<DatasetFacts> => {
    const { dataset, facts } = await deps.load(tx, code)
    return { ...facts, dataset }
  }
  return {
    prepare: (principal, code, lines) =>
      prepareCorrection({ datasets: deps.datasets, load: (tx) => load(tx, code), now }, principal, lines),
    discard: (principal, code, id) => ({
      action: 'correction.prepare',
      load: (tx) => load(tx, code),
      carryOut: async (tx, { dataset }) => {
        const view = await readCorrection(tx, dataset.id, id)
        const entry = await readEntry(tx, dataset.entry)
        if (![view.preparedBy.id, entry.provider].includes(principal.organization.id)) {
          throw refusedToDiscard(deps.gate.regimeFor(entry.territory))
        }
        const gone = await tx
          .updateTable('correction')
          .set({ state: 'discarded', settled_at: now() })
          .where('id', '=', id)
          .where('state', '=', 'prepared')
          .returning('id')
          .executeTakeFirst()
        if (gone === undefined) throw new Problem({ code: 'STATE_CONFLICT', what: '更正内容', state: view.state })
        await tx.updateTable('correction_line').set({ sealed: null }).where('correction_id', '=', id).execute()
        return { id, state: 'discarded' as const }
      },
      trace: ({ dataset }) => ({
        subject: { type: 'Dataset', id: dataset.code },
        dataset: dataset.id,
        detail: { correction: id, discarded: true },
      }),
    }),
    overwrite: (code, { batch, line }) => ({
      action: 'value.overwrite',
      load: async (tx) => {
        const { dataset, facts } = await deps.load(tx, code)
        return { ...facts, trace: { dataset: dataset.id, detail: { row: `${batch}:${line}` } } }
      },
      carryOut: () => {
        throw new Error('value.overwrite was permitted: no rule may, originals stay')
      },
    }),
    list: (dataset) => correctionsOf(db, dataset),
    read: (dataset, id) => readCorrection(db, dataset, id),
    look: async (principal, { dataset, facts }, id) => {
      const view = await readCorrection(db, dataset.id, id)
      if (view.state !== 'prepared') throw new Problem({ code: 'STATE_CONFLICT', what: '更正内容', state: view.state })
      return release({
        principal,
        action: 'correction.look',
        resource: facts.resource,
        standing: facts.context!,
        dataset,
        fields: dataset.layout.map((c) => c.code),
        selection: { kind: 'prepared', correction: id },
        detail: { correction: id },
      })
    },
    history: async (principal, { dataset, facts }, { of, items, matter }) => {
      const target = checkedTarget(dataset, of, items)
      const released = await release({
        principal,
        action: 'value.history',
        resource: facts.resource,
        standing: facts.context!,
        dataset,
        fields: items,
        selection: { kind: 'versions', of: target },
        detail: { matter, ...(isPlace(target) ? { row: `${target.batch}:${target.line}` } : { by: target.item }) },
      })
      const origins = await originsOf(db, dataset.id, [...new Set(released.places.map((p) => p.batch!))])
      return {
        versions: released.rows.map((values, i) => {
          const { batch, line, supersededBy } = released.places[i]!
          return {
            batch: batch!,
            line: line!,
            supersededByBatch: supersededBy,
            origin: origins.get(batch!)!,
            values,
          }
        }),
        receipt: released.receipt,
        grounds: released.grounds,
      }
    },
  }
}

function checkedTarget(dataset: Dataset, of: CorrectionTarget, items: readonly string[]): CorrectionTarget {
  const faults = items
    .filter((code) => !dataset.layout.some((c) => c.code === code))
    .map((code) => ({ field: 'body.items', expected: `items of the dataset; «${code}» is none` }))
  const key = isPlace(of) ? undefined : dataset.layout.find((c) => c.code === of.item)
  if (!isPlace(of) && (key === undefined || key.identifier === null))
    faults.push({ field: 'body.of.item', expected: 'an identifier of the dataset' })
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  return isPlace(of) ? of : { item: of.item, value: normalizeIdentifier(key!.identifier!, of.value) }
}

/** What somebody else prepared is not forgotten at the wish of whoever may prepare corrections too. */
function refusedToDiscard(regime: Regime): Refused {
  const guard = 'correction.discard'
  return new Refused({
    reason: { code: 'ACT_NOT_PERMITTED' },
    grounds: guardGrounds(regime, guard),
    needed: [
      {
        clause: clauseOfGuard(regime, guard),
        text: '由准备该更正内容的单位或者提供单位办理',
        textEn: 'an act of the organisation that prepared the correction, or of the provider',
      },
    ],
  })
}
