import { guardCites, type Regime } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { Refused } from '../../platform/problem/index.ts'
import type { EffectInput, ModuleContribution } from '../cases/index.ts'

/** Course in which a project files its catalog, and the one in which it is accepted: generic names, each regime has its text. */
const filing = 'project.catalog'
const acceptance = 'project.acceptance'

/** What acceptance of a project looks up instead of believing it: that its catalog was filed, and that its data is shared. */
export const projectContribution: ModuleContribution = {
  guards: { [acceptance]: requireFiled, [`${acceptance}.accept`]: requireShared },
}

/** A catalog that the same unit filed under the same name of the project, as far as the regime then offers acceptance. */
async function requireFiled(tx: Tx, input: EffectInput): Promise<void> {
  const guard = 'project.filed'
  const [clause] = guardCites(input.regime, guard)
  if (clause === undefined) return
  const project = nameOf(input.form['project'])
  const cases = await tx
    .selectFrom('procedure_case')
    .select(['state', 'form'])
    .where('procedure', '=', filing)
    .where('subject_type', '=', 'organization')
    .where('subject_id', '=', input.subject.organizations['entry.provider']!)
    .where('is_open', '=', false)
    .execute()
  const states = offering(input.regime)
  if (cases.some(({ state, form }) => states.has(state) && nameOf(form['project']) === project)) return
  throw refused(input.regime, guard, {
    reason: {
      code: 'ACT_FORM_INCOMPLETE',
      fields: [{ field: 'project', label: '项目名称和编号', fault: 'projectNotFiled' }],
    },
    text: '先提交这一项目的数据目录并经审核通过；项目名称和编号与其一致',
    textEn: 'file the catalog of this project first and have it approved; name the project as it is named there',
  })
}

/**
 * Data on conditions is shared once somebody holds a grant on it; free data is there for whoever asks, and what lawfully is not
 * shared is no part of it.
 */
async function requireShared(tx: Tx, input: EffectInput): Promise<void> {
  const guard = 'project.shared'
  if (guardCites(input.regime, guard).length === 0) return
  if (input.subject.facts['entry.shareAttribute'] !== 'conditional') return
  const grant = await tx
    .selectFrom('data_grant')
    .select('id')
    .where('entry_id', '=', input.subject.id)
    .where('status', '=', 'active')
    .where('valid_until', '>=', input.today)
    .limit(1)
    .executeTakeFirst()
  if (grant !== undefined) return
  const free = input.regime.term('shareAttribute.unconditional')?.text ?? 'unconditional'
  throw refused(input.regime, guard, {
    reason: { code: 'ACT_FORBIDDEN' },
    text: `先实际共享：至少有一个单位经申请取得现行有效的授权，或者把共享属性定为「${free}」`,
    textEn:
      'share it in fact first: one agency at least holds a grant in force, or the share attribute is unconditional',
  })
}

function offering(regime: Regime): ReadonlySet<string> {
  const states = regime.procedure(filing)?.definition.states
  if (states === undefined) return new Set()
  return new Set([...states].flatMap(([name, { offers }]) => (offers.includes(acceptance) ? [name] : [])))
}

function nameOf(value: unknown): string {
  return typeof value === 'string' ? value.normalize('NFKC').replaceAll(/\s+/g, ' ').trim() : ''
}

function refused(
  regime: Regime,
  guard: string,
  { reason, text, textEn }: { readonly reason: Refused['reason']; readonly text: string; readonly textEn: string },
): Refused {
  const cites = guardCites(regime, guard)
  return new Refused({
    reason,
    grounds: regime.grounds(cites, `guard/${guard}`),
    needed: [{ clause: cites[0]!, text, textEn }],
  })
}
