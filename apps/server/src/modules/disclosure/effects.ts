import { guardCites } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { guardGrounds } from '../../platform/law/guard-clauses.ts'
import { Refused } from '../../platform/problem/index.ts'
import type { EffectInput, ModuleContribution } from '../cases/index.ts'

/** What a hand-over outside the gateway looks up instead of believing it: that its receiver holds a grant. */
export const disclosureContribution: ModuleContribution = {
  guards: { 'transmission.transfer': requireGranted },
}

/**
 * Data with personal information is handed over only to whoever holds a grant on it now: the grant has the legal basis, what it
 * is for and how long. A regime that binds no clause to the guard leaves it to its other rules.
 */
async function requireGranted(tx: Tx, { regime, subject, form, today }: EffectInput): Promise<void> {
  const guard = 'disclosure.personal'
  const [clause] = guardCites(regime, guard)
  if (clause === undefined || subject.facts['entry.personal'] !== true) return
  const receiver = form['receiver'] as string
  if (receiver === subject.organizations['entry.provider']) return
  const grant = await tx
    .selectFrom('data_grant')
    .select('id')
    .where('entry_id', '=', subject.id)
    .where('applicant_id', '=', receiver)
    .where('status', '=', 'active')
    .where('valid_until', '>=', today)
    .limit(1)
    .executeTakeFirst()
  if (grant !== undefined) return
  throw new Refused({
    reason: { code: 'ACT_FORBIDDEN' },
    grounds: guardGrounds(regime, guard),
    needed: [
      {
        clause,
        text: '接收单位先就该数据取得现在有效的共享授权，授权写明法定依据',
        textEn:
          'the receiving organisation first obtains a grant on this data that is in force and states its legal basis',
      },
    ],
  })
}
