import type { DetectorCategory } from '../detect/category.ts'
import type { Grade, GradingRule, Impact, RuleCondition, RuleSet } from './rule-set.ts'

/** What was found of an item, or declared by the person who described it (confidence 1). */
export interface Finding {
  readonly category: DetectorCategory
  /** 0 to 1. */
  readonly confidence: number
}

export interface ItemToGrade {
  readonly code: string
  readonly name: string
  readonly meaning?: string
  readonly codeList?: string
  readonly findings: readonly Finding[]
}

/** A catalog entry as the rules see it. What is not known is left out, and no rule that asks for it applies. */
export interface EntryToGrade {
  readonly name: string
  readonly theme?: string
  readonly rows?: number
  readonly minors?: boolean
  /** Codes of items that together may identify a person. */
  readonly quasiIdentifiers?: readonly (readonly string[])[]
  readonly items: readonly ItemToGrade[]
}

/** A rule that applies, with what it gives. */
export interface GradeGround {
  readonly rule: string
  readonly text: string
  readonly grade: Grade
  readonly category?: string
  readonly impact?: Impact
  /** Findings the rule rests on. */
  readonly detected: readonly DetectorCategory[]
  /** Of the surest of them; 1 where it rests on what is written. */
  readonly confidence: number
}

export interface ItemGrade {
  readonly item: string
  readonly grade: Grade
  readonly category?: string
  readonly confidence: number
  /** All rules that apply, the strictest first. */
  readonly grounds: readonly GradeGround[]
}

export interface SuggestedGrades {
  /** Items that a rule applies to, in the order of the entry. */
  readonly items: readonly ItemGrade[]
  /** The maximum of the items and of what holds of the entry as a whole; undefined where no rule applies. */
  readonly entry: { readonly grade: Grade | undefined; readonly grounds: readonly GradeGround[] }
}

/** Which grade the rules suggest for each item and for the entry. The strictest rule wins, and every rule that applies is kept. */
export function suggestGrades(ruleSet: RuleSet, entry: EntryToGrade): SuggestedGrades {
  const sure = entry.items.map((item) => item.findings.filter((f) => f.confidence >= ruleSet.confidence))
  const items = entry.items.flatMap((item, i) => {
    const grounds = groundsOf(ruleSet, 'item', (when) => itemEvidence(when, entry, { item, findings: sure[i]! }, sure))
    return grounds.length === 0 ? [] : [itemGrade(item.code, grounds)]
  })
  const all = sure.flat()
  const grounds = groundsOf(ruleSet, 'entry', (when) => entryEvidence(when, entry, all))
  const highest = [...items, ...grounds].map(({ grade }) => grade)
  return {
    items,
    entry: { grade: highest.length === 0 ? undefined : (Math.max(...highest) as Grade), grounds },
  }
}

function itemGrade(item: string, grounds: readonly GradeGround[]): ItemGrade {
  const { grade } = grounds[0]!
  const category = grounds.find((g) => g.category !== undefined)?.category
  const confidence = Math.max(...grounds.filter((g) => g.grade === grade).map((g) => g.confidence))
  return { item, grade, ...(category === undefined ? {} : { category }), confidence, grounds }
}

/** The findings a condition rests on; undefined when it is not met. */
type Evidence = readonly Finding[] | undefined

function groundsOf(
  { rules }: RuleSet,
  of: GradingRule['of'],
  evidenceFor: (when: RuleCondition) => Evidence,
): readonly GradeGround[] {
  const grounds = rules.flatMap((rule): readonly GradeGround[] => {
    const evidence = rule.of === of ? evidenceFor(rule.when) : undefined
    return evidence === undefined ? [] : [groundOf(rule, evidence)]
  })
  // Sorting is stable: of rules of one grade the first in the set comes first.
  return grounds.toSorted((a, b) => b.grade - a.grade)
}

function groundOf({ id, text, grade, category, impact }: GradingRule, evidence: readonly Finding[]): GradeGround {
  return {
    rule: id,
    text,
    grade,
    ...(category === undefined ? {} : { category }),
    ...(impact === undefined ? {} : { impact }),
    detected: [...new Set(evidence.map((f) => f.category))],
    confidence: evidence.length === 0 ? 1 : Math.max(...evidence.map((f) => f.confidence)),
  }
}

function itemEvidence(
  when: RuleCondition,
  entry: EntryToGrade,
  { item, findings }: { readonly item: ItemToGrade; readonly findings: readonly Finding[] },
  sure: readonly (readonly Finding[])[],
): Evidence {
  const beside = (categories: readonly DetectorCategory[]): boolean =>
    sure.some((others) => others !== findings && others.some((f) => categories.includes(f.category)))
  const met =
    isMet(when.with, beside) &&
    isMet(when.named, (words) => contains(item.name, words) || contains(item.meaning, words)) &&
    isMet(when.codeList, (starts) => starts.some((start) => item.codeList?.startsWith(start) === true)) &&
    isMet(when.quasiIdentifiers, () => entry.quasiIdentifiers?.some((set) => set.includes(item.code)) === true) &&
    entryIsSo(when, entry)
  return met ? found(when, findings) : undefined
}

function entryEvidence(when: RuleCondition, entry: EntryToGrade, findings: readonly Finding[]): Evidence {
  const met =
    isMet(when.named, (words) => contains(entry.name, words)) &&
    isMet(when.quasiIdentifiers, () => (entry.quasiIdentifiers ?? []).length > 0) &&
    entryIsSo(when, entry)
  return met ? found(when, findings) : undefined
}

/** What a condition asks of the entry, also when it is about an item. */
function entryIsSo(when: RuleCondition, entry: EntryToGrade): boolean {
  return (
    isMet(when.theme, (words) => contains(entry.theme, words)) &&
    isMet(when.minors, () => entry.minors === true) &&
    isMet(when.rowsFrom, (least) => entry.rows !== undefined && entry.rows >= least)
  )
}

function found({ detected }: RuleCondition, findings: readonly Finding[]): Evidence {
  if (detected === undefined) return []
  const matching = findings.filter((f) => detected.includes(f.category))
  return matching.length === 0 ? undefined : matching
}

function isMet<T>(asked: T | undefined, holds: (asked: T) => boolean): boolean {
  return asked === undefined || holds(asked)
}

function contains(text: string | undefined, words: readonly string[]): boolean {
  return text !== undefined && words.some((word) => text.includes(word))
}
