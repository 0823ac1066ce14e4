import { sql } from 'kysely'
import type { TerritoryCode } from '@fadu/domain'
import type { ActingOrganization } from '../../../platform/auth/principal.ts'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import type { Gate } from '../../../platform/law/gate.ts'
import type { EvidenceLog } from '../../../platform/log/evidence-log.ts'
import type { Dataset, DatasetStore } from '../../../platform/release/dataset-store.ts'
import type { CaseRuntime } from '../../cases/index.ts'
import { readOrganization } from '../../org/index.ts'
import type { RuleResult } from './run-rules.ts'
import type { CheckedRun, QualityRules } from './service.ts'

/** Runs the rules of every dataset once a day, and opens a problem for each rule that is broken. */
export interface QualitySweeper {
  /** Safe in several processes at once. @returns Datasets that were checked. */
  sweepOnce(signal?: AbortSignal): Promise<number>
}

/** A working rule of the platform: what is stored is checked again when its last run is a day old. */
const everyHours = 24
/** The course by which a regime follows a problem of data; where it has none, a run is only kept. */
const issueCourse = 'quality.issue'

export function createQualitySweeper(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly log: EvidenceLog
  readonly datasets: DatasetStore
  readonly rules: QualityRules
  readonly runtime: CaseRuntime
}): QualitySweeper {
  const { db, gate, log, datasets, rules, runtime } = deps

  const sweepOne = (): Promise<boolean> =>
    db.transaction().execute(async (tx) => {
      const before = new Date(gate.now().getTime() - everyHours * 3_600_000).toISOString()
      // The row of the rules is held while they run: another process takes another dataset.
      const { rows } = await sql<{ id: string; code: string }>`
        select s.id, d.code from quality_rule_set s join dataset d on d.id = s.dataset_id
        where not exists (select from quality_rule_set n where n.dataset_id = s.dataset_id and n.version > s.version)
          and not exists (select from quality_run r where r.rule_set_id = s.id and r.stage = 'afterwards'
            and r.ran_at > ${before}::timestamptz)
        order by s.id limit 1 for update of s skip locked`.execute(tx)
      const [next] = rows
      if (next === undefined) return false
      const dataset = (await datasets.byCode(tx, next.code))!
      const done = await rules.check(tx, dataset, undefined)
      if (done === undefined) return false
      const opened = await openProblems(tx, dataset, done)
      await log.append(tx, gate.now(), {
        kind: 'system',
        action: 'quality.run',
        actor: { type: 'System', id: 'system' },
        subject: { type: 'Dataset', id: dataset.code },
        dataset: dataset.id,
        grounds: [],
        outcome: 'done',
        detail: {
          run: done.view.id,
          rules: done.view.rules,
          rows: done.view.rows,
          brokenRows: done.view.brokenRows,
          score: done.view.score,
          problems: opened,
        },
      })
      return true
    })

  /** A problem for each broken rule of which none is open, in the name of whoever wrote the rules. */
  const openProblems = async (tx: Tx, dataset: Dataset, { view, standing }: CheckedRun): Promise<readonly string[]> => {
    const { territory_code } = await tx
      .selectFrom('catalog_entry')
      .select('territory_code')
      .where('id', '=', dataset.entry)
      .executeTakeFirstOrThrow()
    const course = gate.regimeFor(territory_code as TerritoryCode).procedure(issueCourse)
    if (course === undefined) return []
    const { id, name, territory, kinds } = await readOrganization(tx, standing.organization)
    const office: ActingOrganization = { id, name, territory, kinds }
    const opened: string[] = []
    for (const result of view.results.filter((r) => r.broken > 0 && r.items.length > 0)) {
      if (await hasOpenProblem(tx, dataset.id, result.rule)) continue
      const { case: caseId } = await runtime.openByRule(tx, office, standing.account, {
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

  return {
    sweepOnce: async (signal) => {
      let total = 0
      while (signal?.aborted !== true && (await sweepOne())) total++
      return total
    },
  }
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
