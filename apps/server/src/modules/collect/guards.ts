import {
  guardCites,
  identifies,
  neededOffer,
  normalizeItemName,
  type RefusalReason,
  type RefusedField,
  type Regime,
  type SharedItem,
} from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { Refused } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { Effect, EffectInput, ModuleContribution } from '../cases/index.ts'
import { indexPublishedItems } from './item-index.ts'
import { isListed, planItems, rowsOf, textIn, type PlanItem } from './plan-items.ts'
import { readStandingPlans } from './standing-plans.ts'
import { offeredItems, type WantedItem } from './shared-items.ts'
import { isUnmet, triedSharing } from './tried-sharing.ts'

/** What collecting adds to cases: what is looked up before a plan, a task or the end of a demand list stands. */
export function collectContribution(deps: { readonly territories: () => TerritoryTree }): ModuleContribution {
  const checkPlan: Effect = async (tx, input) => {
    checkIdentifiers(input)
    await checkDuplicates(tx, input, deps.territories())
  }
  return {
    guards: {
      'collect.plan': checkPlan,
      'collect.plan.revise': checkPlan,
      'collect.task': checkListed,
      'demand.submit.settle': (_, input) => Promise.resolve(checkOutcomes(input)),
    },
  }
}

/** Where sharing offers a field, the plan is refused; unless a closed case shows that sharing was tried in vain. */
async function checkDuplicates(tx: Tx, input: EffectInput, tree: TerritoryTree): Promise<void> {
  const cites = guardCites(input.regime, 'collect.duplicate')
  if (cites.length === 0) return
  const wanted = await wantedItems(tx, input)
  await indexPublishedItems(tx)
  const collector = { organization: input.subject.id, territories: tree.path(input.subject.territory) }
  const offered = await offeredItems(tx, collector, wanted)
  const matches = wanted.flatMap((item) =>
    (offered.get(item.index) ?? []).map((found): SharedItem => ({
      field: fieldOf(item),
      row: item.index + 1,
      wanted: item.name,
      offer: 'share.request',
      ...found,
    })),
  )
  if (matches.length === 0) return
  const fields = wanted
    .filter((item) => (offered.get(item.index) ?? []).length > 0)
    .map((item) => refusedField(item, 'obtainableBySharing'))
  throw refusedUnder(input.regime, 'collect.duplicate', { code: 'ACT_OBTAINABLE_BY_SHARING', fields, matches })
}

/** The rows to look up: not those that only say whom the data is about, nor those whose demand was settled without sharing. */
async function wantedItems(tx: Tx, { form, subject }: EffectInput): Promise<readonly WantedItem[]> {
  const items = planItems(form).filter(
    ({ name, identifier }) => identifier === undefined || !identifies(name, identifier),
  )
  const tried = await triedSharing(tx, subject.id, [...new Set(items.flatMap((item) => item.sharingCases))])
  return items.flatMap((item) => {
    const shown = item.sharingCases.flatMap((id) => tried.get(id) ?? [])
    const unmet = shown.flatMap((s) => s.unmetDemands)
    return isUnmet(item, unmet) ? [] : [{ ...item, refusedBy: shown.flatMap((s) => s.refusedEntries) }]
  })
}

/** An item that is marked as identifier is that number or code; by its name, not by the mark. */
function checkIdentifiers({ form, regime }: EffectInput): void {
  if (guardCites(regime, 'collect.identifierRequired').length === 0) return
  const wrong = planItems(form).filter(
    ({ name, identifier }) => identifier !== undefined && !identifies(name, identifier),
  )
  if (wrong.length === 0) return
  const items = wrong.map(({ identifier }) => regime.term(`identifier.${identifier!}`)?.text ?? identifier!)
  const fields = wrong.map((item) => refusedField(item, 'notTheIdentifier'))
  throw refusedUnder(regime, 'collect.identifierRequired', {
    code: 'ACT_IDENTIFIER_MISSING',
    fields,
    items: [...new Set(items)],
  })
}

/** A task collects what stands on the agency's list, and nothing beside it. */
const checkListed: Effect = async (tx, { form, regime, subject }) => {
  if (guardCites(regime, 'collect.listed').length === 0) return
  const list = (await readStandingPlans(tx, subject.id)).flatMap((plan) => planItems(plan.form))
  const others = planItems(form).filter((item) => !isListed(item, list))
  if (others.length === 0) return
  throw refusedUnder(
    regime,
    'collect.listed',
    {
      code: 'ACT_ITEM_NOT_LISTED',
      fields: others.map((item) => refusedField(item, 'notListed')),
      items: others.map((item) => item.name),
    },
    'collect.plan',
  )
}

/** A demand list is settled when every demand has its outcome. */
function checkOutcomes({ form, case: { form: opened }, regime }: EffectInput): void {
  if (guardCites(regime, 'demand.outcomes').length === 0) return
  const settled = new Set(rowsOf(form, 'outcomes').map((row) => normalizeItemName(textIn(row, 'name'))))
  const demands = rowsOf(opened, 'needs').map((row) => textIn(row, 'name'))
  const unsettled = demands.filter((name) => !settled.has(normalizeItemName(name)))
  if (unsettled.length === 0) return
  const label = regime.form('demand-outcome')?.fields.find((f) => f.name === 'outcomes')?.label ?? 'outcomes'
  throw refusedUnder(regime, 'demand.outcomes', {
    code: 'ACT_OUTCOME_MISSING',
    fields: [{ field: 'outcomes', label, fault: 'missing' }],
    demands: unsettled,
  })
}

/** Refused on the clauses that the regime binds to a guard, with the way that is open instead. */
function refusedUnder(regime: Regime, guard: string, reason: RefusalReason, offer = offerOf(reason)): Refused {
  const cites = guardCites(regime, guard)
  const needed = offer === undefined ? [] : [neededOffer(regime, offer, cites[0]!)]
  return new Refused({ reason, grounds: regime.grounds(cites, `guard/${guard}`), needed })
}

function offerOf(reason: RefusalReason): string | undefined {
  return reason.code === 'ACT_OBTAINABLE_BY_SHARING' ? 'share.request' : undefined
}

function fieldOf({ index }: PlanItem): string {
  return `items.${index}.name`
}

function refusedField(item: PlanItem, fault: string): RefusedField {
  return { field: fieldOf(item), label: item.name, row: item.index + 1, fault }
}
