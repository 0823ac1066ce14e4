import type { Grade, GradeGround, SuggestedGrades } from '@fadu/privacy'

/** Name under which the entry as a whole stands among its items. */
export const wholeEntry = ''

export interface StoredGround {
  readonly rule: string
  readonly grade: number
  /** What the rule says. */
  readonly text: string
  /** Why it gives this grade, for people. */
  readonly reason: string
}

/** A suggestion as it is kept. */
export interface StoredSuggestion {
  readonly id: string
  readonly item: string
  readonly grade: number
  readonly ruleSet: string
  readonly grounds: readonly StoredGround[]
  readonly state: 'pending' | 'accepted' | 'kept' | 'overruled' | 'lapsed'
  /** The grade a person decided on; null while nobody has. */
  readonly decidedGrade: number | null
}

/** Where the grade of an item stands on record. */
export interface StoredRecord {
  readonly item: string
  readonly grade: number
  readonly ruleSet: string
  readonly rules: readonly string[]
}

export interface NewSuggestion {
  readonly item: string
  readonly grade: Grade
  readonly category: string | undefined
  readonly grounds: readonly GradeGround[]
  readonly confidence: number
}

export interface NewRecord {
  readonly item: string
  readonly grade: number
  readonly rules: readonly string[]
  readonly suggested: number | null
}

/** What follows for the stored suggestions and records of an entry from what the rules suggest now. */
export interface GradingPlan {
  readonly suggest: readonly NewSuggestion[]
  /** Pending suggestions whose grounds are gone or which a newer one replaces. */
  readonly lapse: readonly string[]
  /** Pending suggestions that the grade given now meets. */
  readonly met: readonly { readonly id: string; readonly grade: number }[]
  readonly record: readonly NewRecord[]
}

/**
 * Compares what the rules suggest with the grades people gave. INVARIANT (a machine never overwrites a person): the plan only
 * suggests, and where a person decided on the same grounds it is silent.
 *
 * @param grades - Grade of each item, and of the whole entry where its form has one.
 */
export function planGrading(now: {
  readonly ruleSet: string
  readonly suggested: SuggestedGrades
  readonly grades: ReadonlyMap<string, number>
  readonly suggestions: readonly StoredSuggestion[]
  readonly records: readonly StoredRecord[]
}): GradingPlan {
  const suggested = byItem(now.suggested)
  const plan = { suggest: [], lapse: [], met: [], record: [] } as Mutable<GradingPlan>
  for (const [item, grade] of now.grades) {
    const suggestion = suggested.get(item)
    const rules = suggestion?.grounds.map((g) => g.rule) ?? []
    const last = now.records.find((r) => r.item === item)
    if (last?.grade !== grade || last.ruleSet !== now.ruleSet || !isSame(last.rules, rules)) {
      plan.record.push({ item, grade, rules, suggested: suggestion?.grade ?? null })
    }
  }
  for (const item of new Set([...now.grades.keys(), ...suggested.keys(), ...now.suggestions.map((s) => s.item)])) {
    const own = now.suggestions.filter((s) => s.item === item)
    settle(plan, {
      ruleSet: now.ruleSet,
      suggestion: suggested.get(item),
      grade: now.grades.get(item),
      pending: own.find((s) => s.state === 'pending'),
      decided: own.filter((s) => s.decidedGrade !== null),
    })
  }
  return plan
}

type Mutable<T> = { [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }

function settle(
  plan: Mutable<GradingPlan>,
  now: {
    readonly ruleSet: string
    readonly suggestion: NewSuggestion | undefined
    readonly grade: number | undefined
    readonly pending: StoredSuggestion | undefined
    readonly decided: readonly StoredSuggestion[]
  },
): void {
  const { suggestion, grade, pending } = now
  if (pending !== undefined && grade !== undefined && grade >= pending.grade) {
    plan.met.push({ id: pending.id, grade })
  } else if (
    pending !== undefined &&
    (suggestion === undefined || !isSameSuggestion(pending, suggestion, now.ruleSet))
  ) {
    plan.lapse.push(pending.id)
  } else if (pending !== undefined) return
  if (suggestion === undefined || grade === undefined || grade >= suggestion.grade) return
  // Who decided on a higher grade than there is now has not decided on this one.
  const onThis = now.decided.filter((d) => d.decidedGrade! <= grade)
  if (hasNewGrounds(suggestion, onThis)) plan.suggest.push(suggestion)
}

/** Whether a person has not yet decided on a ground of this grade: another rule, or one that now says something else. */
function hasNewGrounds({ grade, grounds }: NewSuggestion, decided: readonly StoredSuggestion[]): boolean {
  const known = decided.flatMap((d) => d.grounds)
  return grounds
    .filter((g) => g.grade === grade)
    .some((g) => !known.some((k) => k.rule === g.rule && k.grade === g.grade && k.text === g.text))
}

function isSameSuggestion(stored: StoredSuggestion, suggestion: NewSuggestion, ruleSet: string): boolean {
  return (
    stored.grade === suggestion.grade &&
    stored.ruleSet === ruleSet &&
    isSame(
      stored.grounds.map((g) => g.rule),
      suggestion.grounds.map((g) => g.rule),
    )
  )
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((member, i) => member === other[i])
}

/** Suggestions of the items, and what the rules of the entry say beyond them. */
function byItem({ items, entry }: SuggestedGrades): ReadonlyMap<string, NewSuggestion> {
  const suggested = new Map<string, NewSuggestion>(
    items.map(({ item, grade, category, confidence, grounds }) => [
      item,
      { item, grade, category, confidence, grounds },
    ]),
  )
  const [strictest] = entry.grounds
  if (strictest !== undefined) {
    const { grade, category, confidence } = strictest
    suggested.set(wholeEntry, { item: wholeEntry, grade, category, confidence, grounds: entry.grounds })
  }
  return suggested
}
