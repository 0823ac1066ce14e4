import type { CivilDate, LimitValue, Regime } from '@fadu/domain'
import {
  comparableValue,
  cutOff,
  keyForm,
  sightingsOfCall,
  sightingsOfOutcomes,
  type CutOff,
  type Verification,
  type VerificationCounts,
  type VerificationLimits,
  type VerificationMeasure,
} from '@fadu/privacy'
import type { ActingOrganization, ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { guardGrounds } from '../../platform/law/guard-clauses.ts'
import { limitOf, refusedOver } from '../../platform/law/limits.ts'
import { notFound, Problem, Refused, type FieldProblem } from '../../platform/problem/index.ts'
import type { ClaimedRow, CompareRows, Compared, ComparisonFacts, Halt } from '../../platform/release/compare-rows.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import { fits } from '../../platform/release/row-filter.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { datasetFacts } from '../aggregate/index.ts'
import type { CaseRuntime } from '../cases/index.ts'
import { readEntry, type Entry } from '../catalog/index.ts'
import { readOrganization } from '../org/index.ts'
import type { Counters } from './counters.ts'
import { lockPermits, permitFacts, type Permit } from './permits.ts'

export interface VerifyRequest {
  readonly purpose: string
  readonly matter: string
  /** Item that identifies, e.g. the resident id. */
  readonly item: string
  readonly pairs: readonly ClaimedRow[]
}

export interface VerifyService {
  /**
   * Compares what an application claims with data that is not shared. Its answer has one outcome for each claim, in the order
   * and under the items of the request.
   */
  verify(application: ApplicationPrincipal, code: string, request: VerifyRequest): Promise<Compared>
}

/** Claims of one call, over all its pairs. */
const mostClaims = 1000

export function createVerifyService(deps: {
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly compareRows: CompareRows
  readonly counters: Counters
  readonly runtime: CaseRuntime
  readonly territories: () => TerritoryTree
}): VerifyService {
  const { gate, datasets, counters, territories } = deps

  const load = async (
    tx: Tx,
    application: ApplicationPrincipal,
    code: string,
    request: VerifyRequest,
  ): Promise<ComparisonFacts> => {
    const dataset = await datasets.byCode(tx, code)
    if (dataset === undefined) throw notFound('数据集')
    const today = gate.today()
    const { purpose, matter } = request
    const applicant = application.organization.id
    const permit = await lockPermits(tx, {
      entry: dataset.entry,
      applicant,
      application: application.id,
      purpose,
      today,
    })
    const entry = await readEntry(tx, dataset.entry)
    const rows = comparableRows(dataset, request)
    const fields = [...new Set(rows.flatMap((row) => Object.keys(row.values)))]
    const { resource, context } = datasetFacts(dataset, entry, territories())
    const watch = watchOf(entry, permit, { dataset, request, rows, today })
    return {
      resource,
      context: {
        ...context,
        permit: permitFacts(permit, today),
        purpose,
        matterGiven: matter.trim() !== '',
        key: request.item,
        items: fields,
      },
      dataset,
      key: request.item,
      fields,
      rows,
      ...(permit === undefined ? {} : { case: permit.case_id }),
      detail: { purpose, matter, by: request.item, ...(permit === undefined ? {} : { permit: permit.id }) },
      ...watch,
    }
  }

  /** Counts the call and cuts it off. Without a permit nothing is counted: the rules have refused it before. */
  const watchOf = (
    entry: Entry,
    permit: Permit | undefined,
    of: {
      readonly dataset: Dataset
      readonly request: VerifyRequest
      readonly rows: readonly ClaimedRow[]
      readonly today: CivilDate
    },
  ): Pick<ComparisonFacts, 'before' | 'after'> => {
    const { dataset, request, rows, today } = of
    const regime = gate.regimeFor(entry.territory)
    const limit = (measure: VerificationMeasure | 'days'): LimitValue =>
      limitOf(regime, `verification.${measure}`, today)
    const call: Verification = {
      keyItem: request.item,
      keyKind: dataset.layout.find((c) => c.code === request.item)!.identifier,
      matter: request.matter.trim(),
      day: today,
      claims: rows.flatMap(({ key, values }) => Object.entries(values).map(([item, value]) => ({ key, item, value }))),
    }
    const halt = async (tx: Tx, counts: VerificationCounts): Promise<Halt | undefined> => {
      const cut = cutOff(counts, limitsOf(permit!, limit))
      if (cut === undefined) return undefined
      if (cut.consequence === 'refuse') return { refused: refusedFor(regime, permit!, cut, limit), keeps: false }
      await cutOffPermits(tx, permit!)
      await openReview(tx, entry, permit!, cut)
      return { refused: refusedFor(regime, permit!, cut, limit), keeps: true }
    }
    const scope = (): { readonly entry: string; readonly applicant: string } => {
      return { entry: permit!.entry_id, applicant: permit!.applicant_id }
    }
    const window = { day: today, days: limit('days').most }
    return {
      before: async (tx) => {
        const { matter, day, claims } = call
        const seen = await counters.see(tx, scope(), sightingsOfCall(call), window)
        const spent = await counters.spend(tx, permit!, { matter, day: day as CivilDate, comparisons: claims.length })
        return halt(tx, { ...seen, ...spent })
      },
      after: async (tx, results) => {
        const outcomes = results.flatMap((r, i) => Object.keys(rows[i]!.values).map((item) => r[item]!))
        return halt(tx, await counters.see(tx, scope(), sightingsOfOutcomes(call, outcomes), window))
      },
    }
  }

  /** The provider looks into it and the authority sees it: a case, in the transaction in which the permits were cut off. */
  const openReview = async (
    tx: Tx,
    entry: Entry,
    permit: Permit,
    { measure, counted, most }: CutOff,
  ): Promise<void> => {
    const { id, name, territory, kinds } = await readOrganization(tx, entry.provider)
    const provider: ActingOrganization = { id, name, territory, kinds }
    const form = {
      applicant: permit.applicant_id,
      permit: permit.id,
      finding: `verification.${measure}：${counted}，限值 ${most}`,
    }
    const subject = { type: 'catalogEntry', id: entry.id }
    await deps.runtime.openByRule(tx, provider, permit.issued_by, { procedure: 'verification.review', subject, form })
  }

  return {
    verify: (application, code, request) => deps.compareRows(application, (tx) => load(tx, application, code, request)),
  }
}

async function cutOffPermits(tx: Tx, { entry_id, applicant_id }: Permit): Promise<void> {
  await tx
    .updateTable('verification_permit')
    .set({ cut_off: true })
    .where('entry_id', '=', entry_id)
    .where('applicant_id', '=', applicant_id)
    .execute()
}

/** What the permit allows, and beside it what the regime does. */
function limitsOf(permit: Permit, limit: (measure: VerificationMeasure) => LimitValue): VerificationLimits {
  return {
    total: permit.total,
    perDay: permit.per_day,
    perMatter: permit.per_matter,
    mattersPerDay: limit('mattersPerDay').most,
    valuesPerKey: limit('valuesPerKey').most,
    neighbouringKeys: limit('neighbouringKeys').most,
    keysPerFailedValue: limit('keysPerFailedValue').most,
    keysNotFound: limit('keysNotFound').most,
  }
}

function refusedFor(
  regime: Regime,
  permit: Permit,
  { measure, counted, most }: CutOff,
  limit: (measure: VerificationMeasure) => LimitValue,
): Refused {
  if (measure !== 'total') return refusedOver(regime, { ...limit(measure), most }, counted)
  // How many in all the provider agreed to stands in the permit, on the clause that binds verification to it.
  const grounds = guardGrounds(regime, 'verification.only')
  const needed = grounds.slice(0, 1).map(({ clause }) => ({
    clause,
    text: `许可的 ${permit.total} 次已经用完：另行提出核实、比对需求`,
    textEn: `the ${permit.total} comparisons of the permit are spent: ask for verification anew`,
  }))
  return new Refused({
    reason: { code: 'ACT_LIMIT_EXCEEDED', limit: 'verification.total', counted, most },
    grounds,
    needed,
  })
}

/** Checks what is claimed against the dataset and brings it into the form in which it is looked for and compared. */
function comparableRows(dataset: Dataset, { item, pairs }: VerifyRequest): readonly ClaimedRow[] {
  const faults: FieldProblem[] = []
  const key = dataset.layout.find((c) => c.code === item)
  if (key === undefined || key.identifier === null) {
    throw malformed([{ field: 'body.item', expected: 'an identifier of the dataset' }])
  }
  const rows = pairs.map((pair, i) => {
    const sought = keyForm(key, pair.key)
    if (!fits(key.type, sought)) faults.push({ field: `body.pairs.${i}.key`, expected: `a value of type ${key.type}` })
    const values = Object.entries(pair.values).map(([code, claimed]): [string, string] => {
      const column = dataset.layout.find((c) => c.code === code)
      const value = column === undefined ? undefined : comparableValue(column, claimed)
      if (value === undefined) {
        const expected = column === undefined ? 'an item of the dataset' : `a value of type ${column.type}`
        faults.push({ field: `body.pairs.${i}.values.${code}`, expected })
      }
      return [code, value ?? '']
    })
    return { key: sought, values: Object.fromEntries(values) }
  })
  const claims = rows.reduce((sum, row) => sum + Object.keys(row.values).length, 0)
  if (claims > mostClaims) faults.push({ field: 'body.pairs', expected: `at most ${mostClaims} claims in all` })
  if (faults.length > 0) throw malformed(faults)
  return rows
}

function malformed(faults: readonly FieldProblem[]): Problem {
  return new Problem({ code: 'REQUEST_MALFORMED', faults })
}
