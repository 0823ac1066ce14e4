import type { Db } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import type { CaseRuntime } from '../cases/index.ts'
import { endContract } from './effects.ts'

/** The event that a course may wait for: the last day of its contract has passed. */
const expired = 'contract.expired'

/** Ends contracts whose last day has passed. What they allow ends with that day already: no decision waits for a sweep. */
export interface ContractSweeper {
  /** Safe in several processes at once. @returns Contracts that were ended. */
  sweepOnce(signal?: AbortSignal): Promise<number>
}

export function createContractSweeper(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly log: EvidenceLog
  readonly runtime: CaseRuntime
}): ContractSweeper {
  const { db, gate, log, runtime } = deps

  const end = (caseId: string): Promise<boolean> =>
    db.transaction().execute(async (tx) => {
      // The case first, as its acts do: whoever comes second finds the contract ended.
      const { id, subject, territory } = await runtime.readCase(tx, caseId, 'update')
      const contract = await tx
        .selectFrom('service_contract')
        .select('ended_at')
        .where('case_id', '=', id)
        .executeTakeFirstOrThrow()
      if (contract.ended_at !== null) return false
      await runtime.happen(tx, id, expired)
      // A course that does not wait for the event keeps its case where it stands; the contract is over all the same.
      await endContract(tx, id, { now: gate.now(), today: gate.today() })
      await log.append(tx, gate.now(), {
        kind: 'system',
        action: expired,
        actor: { type: 'System', id: 'system' },
        subject: { type: subject.type, id: subject.id },
        territory,
        case: id,
        grounds: [],
        outcome: 'done',
      })
      return true
    })

  return {
    sweepOnce: async (signal) => {
      const over = await db
        .selectFrom('service_contract')
        .select('case_id')
        .where('ended_at', 'is', null)
        .where('valid_until', '<', gate.today())
        .orderBy('valid_until')
        .orderBy('case_id')
        .limit(500)
        .execute()
      let ended = 0
      for (const { case_id } of over) {
        if (signal?.aborted === true) break
        if (await end(case_id)) ended++
      }
      return ended
    },
  }
}
