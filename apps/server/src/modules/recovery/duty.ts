import { guardCites } from '@fadu/domain'
import { Refused } from '../../platform/problem/index.ts'
import type { EffectInput, ModuleContribution } from '../cases/index.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { eachLine, type Counting } from './register.ts'

/** The duty under which an agency keeps its recovery arrangements; each regime that has it says on which clause. */
const duty = 'security.disasterRecovery'
const guard = 'recovery.proven'
/** Named in the refusal; the register has them all. */
const mostNamed = 5

/**
 * The duty is kept by evidence and not by saying so: it is recorded once the register shows no gap for the organisation
 * that owes it.
 */
export function recoveryContribution(counting: (tx: Tx) => Counting): ModuleContribution {
  return { guards: { [`${duty}.record`]: (tx, input) => requireProven(tx, input, counting(tx)) } }
}

async function requireProven(tx: Tx, input: EffectInput, counting: Counting): Promise<void> {
  const cites = guardCites(input.regime, guard)
  const [clause] = cites
  if (clause === undefined) return
  const open: string[] = []
  for await (const line of eachLine(tx, { organization: input.subject.id }, undefined, counting)) {
    if (line.gaps.length > 0) open.push(line.code)
  }
  if (open.length === 0) return
  const named = open.slice(0, mostNamed).join('、')
  throw new Refused({
    reason: { code: 'ACT_FORBIDDEN' },
    grounds: input.regime.grounds(cites, `guard/${guard}`),
    needed: [
      {
        clause,
        text: `先补齐 ${open.length} 个系统、数据集的备份方案、备份和恢复演练记录：${named}`,
        textEn: `plans, backups and restore tests of ${open.length} systems or datasets that have gaps: ${named}`,
      },
    ],
  })
}
