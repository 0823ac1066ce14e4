import type { TerritoryCode } from '@fadu/domain'
import type { ActingOrganization } from '../../../platform/auth/principal.ts'
import type { Tx } from '../../../platform/db/open-database.ts'
import type { Gate } from '../../../platform/law/gate.ts'
import type { Dataset } from '../../../platform/release/dataset-store.ts'
import type { CaseRuntime } from '../../cases/index.ts'
import { commissionerOf } from '../../contractors/index.ts'
import { readOrganization } from '../../org/index.ts'
import type { RuleResult } from './run-rules.ts'
import type { CheckedRun, StandingRules } from './service.ts'

/** The course by which a regime follows a problem of data; where it has none, a run is only kept. */
const issueCourse = 'quality.issue'

/**
 * A problem for each broken rule of which none is open, in the name of whoever wrote the rules; of a contractor's rules in
 * the name of the agency that commissioned it.
 *
 * @returns Cases that were opened.
 */
export async function openProblems(
  tx: Tx,
  deps: { readonly gate: Gate; readonly runtime: CaseRuntime },
  dataset: Dataset,
  { view, standing }: CheckedRun,
): Promise<readonly string[]> {
  const { territory_code } = await tx
    .selectFrom('catalog_entry')
    .select('territory_code')
    .where('id', '=', dataset.entry)
    .executeTakeFirstOrThrow()
  const course = deps.gate.regimeFor(territory_code as TerritoryCode).procedure(issueCourse)
  if (course === undefined) return []
  const office = await officeOf(tx, standing, dataset.entry)
  const opened: string[] = []
  for (const result of view.results.filter((r) => r.broken > 0 && r.items.length > 0)) {
    if (await hasOpenProblem(tx, dataset.id, result.rule)) continue
    const { case: caseId } = await deps.runtime.openByRule(tx, office, standing.account, {
      procedure: issueCourse,
      subject: { type: 'catalogEntry', id: dataset.entry },
      form: problemForm(result, view.id),
    })
    await tx
      .insertInto('quality_rule_issue')
      .values({ case_id: caseId, dataset_id: dataset.id, rule: result.rule, run_id: view.id })
      .execute()
    opened.push(caseId)
  }
  return opened
}

async function officeOf(tx: Tx, { account, organization }: StandingRules, entry: string): Promise<ActingOrganization> {
  const commissioner = await commissionerOf(tx, account, entry)
  if (commissioner !== undefined) return commissioner
  const { id, name, territory, kinds } = await readOrganization(tx, organization)
  return { id, name, territory, kinds }
}

async function hasOpenProblem(tx: Tx, dataset: string, rule: string): Promise<boolean> {
  const row = await tx
    .selectFrom('quality_rule_issue as i')
    .innerJoin('procedure_case as c', 'c.id', 'i.case_id')
    .select('i.case_id')
    .where('i.dataset_id', '=', dataset)
    .where('i.rule', '=', rule)
    .where('c.is_open', '=', true)
    .executeTakeFirst()
  return row !== undefined
}

/** What a problem says of a rule: where its rows stand, never what they hold. */
function problemForm(result: RuleResult, run: string): Record<string, unknown> {
  const { rule, title, items, checked, broken, samples, kind } = result
  return {
    issue: kind === 'completeness' ? 'omission' : 'error',
    items,
    evidence: `质量规则「${title}」（${rule}），检查 ${run}：核对 ${checked}，不符 ${broken}；批次和行号：${samples.join('、')}`,
    stage: 'afterwards',
  }
}
