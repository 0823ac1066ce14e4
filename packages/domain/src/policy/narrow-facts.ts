import type { CedarValue } from './cedar-api.ts'

type Facts = Readonly<Record<string, CedarValue>>

/** Leaves out the facts that no rule can ask; the engine takes facts over one by one, and that is most of a decision. */
export type NarrowFacts = (facts: Facts) => Facts

/**
 * Which facts a set of rules can ask, by their text. A rule reaches a fact by its name alone (`.name`, `has name`,
 * `["name"]`): the language has no computed names. So a fact whose name stands nowhere in the texts is asked by no rule;
 * one whose name stands there for another reason, in a remark or as a value, is handed over without need and without harm.
 * A record that a rule names other than to reach into it (`context.a == context.b`) keeps all its facts.
 */
// INVARIANT (same decision): narrowing never changes a decision. An escaped name would not be seen, so texts with one keep
// every fact; regime-decisions.test.ts compares with a twin that knows nothing of this.
export function factsAskedBy(texts: readonly string[]): NarrowFacts {
  const text = texts.map(withoutRemarks).join('\n')
  if (/\\[ux]/.test(text)) return (facts) => facts
  const names = new Set(text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [])
  const whole = new Map<string, boolean>()
  const isWhole = (name: string): boolean => {
    const known = whole.get(name)
    if (known !== undefined) return known
    const asked = namedWhole(text, name)
    whole.set(name, asked)
    return asked
  }
  const narrow: NarrowFacts = (facts) => {
    const kept: Record<string, CedarValue> = {}
    for (const name in facts) {
      if (!names.has(name)) continue
      const value = facts[name]!
      kept[name] = isRecord(value) && !isWhole(name) ? narrow(value) : value
    }
    return kept
  }
  return isWhole('context') ? (facts) => facts : narrow
}

/** Whether a name stands anywhere but before a `.` or `has` that reaches into it, or behind the `has` that asks for it. */
function namedWhole(text: string, name: string): boolean {
  const uses = text.matchAll(new RegExp(`(\\bhas\\s+)?\\b${name}\\b(\\s*\\.\\s*[A-Za-z_]|\\s+has\\b)?`, 'g'))
  return [...uses].some(([, asked, reached]) => asked === undefined && reached === undefined)
}

const string = '"(?:[^"\\\\]|\\\\.)*"'
const remarks = new RegExp(`(${string})|//[^\\n]*`, 'g')
const annotations = new RegExp(`@[A-Za-z_]+\\s*\\(\\s*${string}\\s*\\)`, 'g')

/** A rule without its comments and annotations, which speak of facts and ask none. */
function withoutRemarks(text: string): string {
  return text.replace(remarks, '$1').replace(annotations, '')
}

function isRecord(value: CedarValue): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
