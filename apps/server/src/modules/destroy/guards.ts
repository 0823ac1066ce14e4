import { guardCites, type Needed, type Regime } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { Refused } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { Effect } from '../cases/index.ts'
import { isDesignated, openHandover, recordedCopies } from './queries.ts'

/** Refused on the clauses that a regime binds to a guard, with what would make it lawful. */
export function refusedUnder(regime: Regime, guard: string, text: string, textEn: string): Refused {
  const cites = guardCites(regime, guard)
  const needed: readonly Needed[] = cites.slice(0, 1).map((clause) => ({ clause, text, textEn }))
  return new Refused({ reason: { code: 'ACT_FORBIDDEN' }, grounds: regime.grounds(cites, `guard/${guard}`), needed })
}

/** Where a regime binds a hand-over to the archives, nothing is destroyed while one is due. */
export async function requireArchived(tx: Tx, regime: Regime, entryId: string): Promise<void> {
  if (guardCites(regime, 'destruction.afterArchive').length === 0) return
  const due = await openHandover(tx, entryId)
  if (due === undefined) return
  throw refusedUnder(
    regime,
    'destruction.afterArchive',
    `先办结归档移交（事项 ${due}）：取得移交凭证，或者写明另有规定的依据`,
    `first close the hand-over to the archives (case ${due}): with a receipt, or a basis that exempts it`,
  )
}

export function requireAnotherPerson(regime: Regime, first: string | null, account: string | undefined): void {
  if (first !== null && account !== undefined && first !== account) return
  throw refusedUnder(
    regime,
    'destruction.twoPersons',
    '由提出销毁的人以外的另一位审批负责人确认',
    'another approver than the one who asked for the destruction confirms it',
  )
}

/** What must be true before a destruction is completed: a record for each copy, and media in the hands of a designated disposer. */
export function completionGuard(territories: () => TerritoryTree): Effect {
  return async (tx, input) => {
    const registered = textsIn(input.case.form['copies'])
    const recorded = await recordedCopies(tx, input.case.id)
    const missing = registered.filter((copy) => !recorded.includes(copy.trim()))
    if (missing.length > 0) {
      throw refusedUnder(
        input.regime,
        'destruction.copies',
        `逐一登记副本的删除：${missing.join('、')}`,
        `record the deletion of each copy: ${missing.join(', ')}`,
      )
    }
    const { media, mediaDisposer } = input.form
    if (media !== 'present') return
    const path = territories().path(input.subject.territory)
    if (typeof mediaDisposer === 'string' && (await isDesignated(tx, mediaDisposer, path, input.today))) return
    throw refusedUnder(
      input.regime,
      'destruction.disposer',
      '交由保密部门指定名单上的机构处置；名单由保密部门登记',
      'a disposer on the list that the secrecy department has designated and registered',
    )
  }
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []
}
