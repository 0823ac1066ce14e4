import { findQuasiIdentifiers, traitsOf } from '@fadu/privacy'
import { isPersonal, type Item } from '../catalog/index.ts'
import { itemsRead, type ProcessingPlan } from './plan.ts'

/** What the rules are asked with before a job runs and again when its result is there. */
// A type and not an interface: only a type fits where a record of rule values is asked for.
export type PlanFacts = {
  /** Agencies whose data comes together. */
  readonly agencies: number
  /** Highest grade of an item that is read. */
  readonly grade: number
  readonly joined: boolean
  /** Whether an item that is read tells of persons. */
  readonly aboutPersons: boolean
  /** Sets of quasi-identifiers that the result has and none of its sources has: what comes together only here. */
  readonly singlesOut: readonly string[]
  /** Rows behind the smallest group; 0 before it ran, and where there are no groups. */
  readonly smallestGroup: number
}

/** An input with what its catalog says of it. */
export interface DescribedInput {
  readonly name: string
  readonly agency: string
  readonly items: readonly Item[]
}

export function planFacts(
  plan: ProcessingPlan,
  inputs: readonly DescribedInput[],
  output: readonly Item[],
  smallestGroup = 0,
): PlanFacts {
  const read = inputs.flatMap(({ name, items }) => {
    const wanted = itemsRead(plan, name)
    return items.filter((i) => wanted.includes(i.code))
  })
  const before = new Set(inputs.flatMap(({ items }) => quasiIdentifiers(items)))
  const grouped = plan.result.kind === 'group' ? plan.result.by.map((p) => p.to) : undefined
  // A total tells nothing of a person; what it is grouped by does.
  const told = grouped === undefined ? output : output.filter((i) => grouped.includes(i.code))
  return {
    agencies: new Set(inputs.map((i) => i.agency)).size,
    grade: Math.max(...read.map((i) => i.grade)),
    joined: inputs.length > 1,
    aboutPersons: read.some(isPersonal),
    singlesOut: quasiIdentifiers(told).filter((id) => !before.has(id)),
    smallestGroup,
  }
}

function quasiIdentifiers(items: readonly Item[]): readonly string[] {
  const traits = items.map((i) => traitsOf(i.name, i.category === null ? [] : [i.category]))
  return findQuasiIdentifiers(traits).map((s) => s.id)
}
