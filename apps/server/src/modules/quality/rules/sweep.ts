import { sql } from 'kysely'
import type { Db } from '../../../platform/db/open-database.ts'
import type { Gate } from '../../../platform/law/gate.ts'
import type { EvidenceLog } from '../../../platform/log/evidence-log.ts'
import type { DatasetStore } from '../../../platform/release/dataset-store.ts'
import type { CaseRuntime } from '../../cases/index.ts'
import { openProblems } from './open-problems.ts'
import type { QualityRules } from './service.ts'

/** Runs the rules of every dataset once a day, and opens a problem for each rule that is broken. */
export interface QualitySweeper {
  /** Safe in several processes at once. @returns Datasets that were checked. */
  sweepOnce(signal?: AbortSignal): Promise<number>
}

/** A working rule of the platform: what is stored is checked again when its last run is a day old. */
const everyHours = 24

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
      const opened = await openProblems(tx, { gate, runtime }, dataset, done)
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

  return {
    sweepOnce: async (signal) => {
      let total = 0
      while (signal?.aborted !== true && (await sweepOne())) total++
      return total
    },
  }
}
