import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { checkQualityRules, type QualityRule } from '@fadu/domain'
import type { Act, ActFacts } from '../../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../../platform/auth/principal.ts'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import type { Gate } from '../../../platform/law/gate.ts'
import { Problem, type FieldProblem } from '../../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../../platform/release/dataset-store.ts'
import { isIndexed } from '../../../platform/release/scan-rows.ts'
import { itemsOf, runRules, type RuleResult, type RunResult } from './run-rules.ts'

export interface RuleSetView {
  readonly version: number
  readonly rules: readonly QualityRule[]
  readonly organization: { readonly id: string; readonly name: string }
  readonly enteredAt: string
}

export interface RunView {
  readonly id: string
  readonly rules: number
  readonly stage: 'inProcess' | 'afterwards'
  readonly batch: number | null
  readonly rows: number
  readonly brokenRows: number
  readonly score: number | null
  readonly results: readonly RuleResult[]
  readonly at: string
}

/** The rules a dataset is checked by, as they stand. */
export interface StandingRules {
  readonly id: string
  readonly version: number
  readonly rules: readonly QualityRule[]
  readonly organization: string
  readonly account: string
}

interface DatasetFacts extends ActFacts {
  readonly dataset: Dataset
}
type Load = (tx: Tx, code: string) => Promise<DatasetFacts>

export interface QualityRules {
  /** A version of the rules; earlier ones stay, with the runs that were made under them. */
  enter(principal: AccountPrincipal, code: string, rules: unknown): Act<DatasetFacts, { readonly version: number }>
  versions(dataset: string): Promise<readonly RuleSetView[]>
  /**
   * Runs the rules over what is stored. A run on commission is made to find problems and opens them at once; of another run
   * they are opened by the daily check, so that a provider may look before it is held to what it finds.
   */
  run(principal: AccountPrincipal, code: string): Act<DatasetFacts, RunView>
  /** Runs, newest first: the score over time. */
  runs(dataset: string, limit: number): Promise<readonly RunView[]>
  standing(tx: Tx | Db, dataset: string): Promise<StandingRules | undefined>
  /** Runs and keeps what was found. Without rules nothing is run. */
  check(tx: Tx, dataset: Dataset, batch: number | undefined): Promise<CheckedRun | undefined>
}

export interface CheckedRun {
  readonly view: RunView
  readonly result: RunResult
  readonly standing: StandingRules
}

export function createQualityRules(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly load: Load
  /** Opens a problem for each broken rule. */
  readonly problems: (tx: Tx, dataset: Dataset, done: CheckedRun) => Promise<readonly string[]>
}): QualityRules {
  const { db, gate, datasets } = deps

  const standing: QualityRules['standing'] = async (tx, dataset) => {
    const row = await tx
      .selectFrom('quality_rule_set')
      .selectAll()
      .where('dataset_id', '=', dataset)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const { id, version, organization_id, account_id } = row
    return { id, version, rules: row.rules as QualityRule[], organization: organization_id, account: account_id }
  }

  const check: QualityRules['check'] = async (tx, dataset, batch) => {
    const found = await standing(tx, dataset.id)
    if (found === undefined) return undefined
    // A rule on an item that left the entry since is not asked, and the run shows it by its absence.
    const standingRules = found.rules.filter((rule) => checkQualityRules([rule], itemsOf(dataset)).ok)
    const result = await runRules(tx, datasets, { dataset, rules: standingRules, batch, today: gate.today() })
    const view: RunView = {
      id: uuidv7(),
      rules: found.version,
      stage: batch === undefined ? 'afterwards' : 'inProcess',
      batch: batch ?? null,
      rows: result.rows,
      brokenRows: result.brokenRows,
      score: result.score ?? null,
      results: result.results,
      at: gate.now().toISOString(),
    }
    await tx
      .insertInto('quality_run')
      .values({
        id: view.id,
        dataset_id: dataset.id,
        rule_set_id: found.id,
        stage: view.stage,
        batch: view.batch,
        row_count: view.rows,
        broken_rows: view.brokenRows,
        score: view.score === null ? null : view.score.toFixed(2),
        results: JSON.stringify(view.results),
        ran_at: gate.now(),
      })
      .execute()
    return { view, result, standing: found }
  }

  return {
    standing,
    check,
    enter: (principal, code, rules) => ({
      action: 'qualityRules.enter',
      load: async (tx) => {
        const facts = await deps.load(tx, code)
        await tx.selectFrom('dataset').select('id').where('id', '=', facts.dataset.id).forUpdate().execute()
        return facts
      },
      carryOut: async (tx, { dataset }) => {
        const sound = await soundRules(tx, { datasets, principal }, dataset, rules)
        const version = ((await standing(tx, dataset.id))?.version ?? 0) + 1
        await tx
          .insertInto('quality_rule_set')
          .values({
            id: uuidv7(),
            dataset_id: dataset.id,
            version,
            rules: JSON.stringify(sound),
            organization_id: principal.organization.id,
            account_id: principal.id,
            entered_at: gate.now(),
          })
          .execute()
        return { version }
      },
      trace: ({ dataset }, { version }) => ({
        subject: { type: 'Dataset', id: dataset.code },
        dataset: dataset.id,
        detail: { rules: version },
      }),
    }),
    versions: async (dataset) => {
      const rows = await db
        .selectFrom('quality_rule_set')
        .innerJoin('organization', 'organization.id', 'quality_rule_set.organization_id')
        .select(['version', 'rules', 'organization_id', 'organization.name', 'entered_at'])
        .where('dataset_id', '=', dataset)
        .orderBy('version', 'desc')
        .limit(200)
        .execute()
      return rows.map((row) => ({
        version: row.version,
        rules: row.rules as QualityRule[],
        organization: { id: row.organization_id, name: row.name },
        enteredAt: row.entered_at.toISOString(),
      }))
    },
    run: (principal, code) => ({
      action: 'quality.run',
      load: (tx) => deps.load(tx, code),
      carryOut: async (tx, { dataset }) => {
        const done = await check(tx, dataset, undefined)
        if (done === undefined) throw new Problem({ code: 'STATE_CONFLICT', what: '质量规则', state: '未制定' })
        if (principal.engaged?.quality.includes(dataset.entry) === true) await deps.problems(tx, dataset, done)
        return done.view
      },
      trace: ({ dataset }, view) => ({
        subject: { type: 'Dataset', id: dataset.code },
        dataset: dataset.id,
        detail: { run: view.id, rules: view.rules, rows: view.rows, brokenRows: view.brokenRows, score: view.score },
      }),
    }),
    runs: async (dataset, limit) => {
      const rows = await db
        .selectFrom('quality_run')
        .innerJoin('quality_rule_set', 'quality_rule_set.id', 'quality_run.rule_set_id')
        .selectAll('quality_run')
        .select('quality_rule_set.version')
        .where('quality_run.dataset_id', '=', dataset)
        .orderBy('quality_run.ran_at', 'desc')
        .orderBy('quality_run.id', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        rules: row.version,
        stage: row.stage,
        batch: row.batch,
        rows: Number(row.row_count),
        brokenRows: Number(row.broken_rows),
        score: row.score === null ? null : Number(row.score),
        results: row.results as RuleResult[],
        at: row.ran_at.toISOString(),
      }))
    },
  }
}

/** Rules that are well formed, of items that are there, and that compare only what whoever writes them may compare. */
async function soundRules(
  tx: Tx,
  by: { readonly datasets: DatasetStore; readonly principal: AccountPrincipal },
  dataset: Dataset,
  rules: unknown,
): Promise<readonly QualityRule[]> {
  const read = checkQualityRules(rules, itemsOf(dataset))
  if (!read.ok) {
    const faults = read.faults.slice(0, 50)
    throw malformed(
      faults.map(({ path, message }) => ({ field: ['body.rules', ...path].join('.'), expected: message })),
    )
  }
  const faults: FieldProblem[] = []
  for (const [i, rule] of read.rules.entries()) {
    const at = `body.rules.${i}`
    if (rule.kind === 'uniqueness' && !rule.items.every((code) => isIndexed(dataset, code)))
      faults.push({ field: `${at}.items`, expected: 'items stored in clear, or identifiers' })
    if (rule.kind !== 'reference' && rule.kind !== 'crossDataset') continue
    const other = await by.datasets.byCode(tx, rule.dataset)
    const key = rule.kind === 'reference' ? rule.key : rule.otherKey
    if (other === undefined || !(await mayCompare(tx, by.principal, other)))
      faults.push({
        field: `${at}.dataset`,
        expected: 'a dataset of one’s own; what agencies provide is compared with each other by their authority',
      })
    else if (!isIndexed(other, key))
      faults.push({ field: `${at}.key`, expected: 'an item of it that is stored in clear, or an identifier' })
    else if (rule.kind === 'crossDataset' && !other.layout.some((c) => c.code === rule.otherItem))
      faults.push({ field: `${at}.otherItem`, expected: 'an item of it' })
  }
  if (faults.length > 0) throw malformed(faults)
  return read.rules
}

/** Whether somebody is told something of a row by what a comparison counts: so it is for the provider, the authority, or whom they engaged. */
async function mayCompare(tx: Tx, { organization, engaged }: AccountPrincipal, other: Dataset): Promise<boolean> {
  if (engaged?.quality.includes(other.entry) === true) return true
  const { rows } = await sql<{ may: boolean }>`
    select (e.provider_id = ${organization.id}::uuid or (${(organization.kinds as readonly string[]).includes('authority')}
      and e.territory_code = ${organization.territory})) as may
    from catalog_entry e where e.id = ${other.entry}::uuid`.execute(tx)
  return rows[0]?.may === true
}

function malformed(faults: readonly FieldProblem[]): Problem {
  return new Problem({ code: 'REQUEST_MALFORMED', faults })
}
