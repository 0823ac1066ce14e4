import { concepts, codedConcepts, roles, selves } from './concept-table.ts'
import { normalizeItemName } from './item-name.ts'

/** What an item is: a concept of public data, and whose it is where that is not the subject of the data itself. */
export interface ItemConcept {
  /** Identifier of the table: `residentId`, `registeredAddress`. */
  readonly concept: string
  /** Normalised: `法定代表人`, `配偶`; empty for the subject itself. */
  readonly whose: string
}

/** Normalised words of the table, each with its concept. */
const byWord: ReadonlyMap<string, string> = new Map(
  Object.entries(concepts).flatMap(([concept, words]) =>
    words.map((word) => [normalizeItemName(word), concept] as const),
  ),
)
const longest = Math.max(...[...byWord.keys()].map((word) => word.length))

/**
 * The concept that the end of a name tells, as Chinese names put their head last: 法定代表人身份证号 is the residentId of the
 * 法定代表人. Undefined where the table has no word for it.
 */
export function conceptOf(name: string): ItemConcept | undefined {
  const text = normalizeItemName(name)
  return conceptIn(text) ?? conceptIn(withoutCode(text), codedConcepts)
}

/** Whose item it is where the table knows no concept: the role that begins the name; empty for the subject itself. */
export function roleIn(name: string): string {
  const text = normalizeItemName(name)
  const [said, role] = Object.entries(roles).find(([word]) => text.startsWith(word)) ?? ['', '']
  return said === '' ? '' : role
}

function conceptIn(text: string, among?: ReadonlySet<string>): ItemConcept | undefined {
  for (let from = Math.max(0, text.length - longest); from < text.length; from += 1) {
    const concept = byWord.get(text.slice(from))
    if (concept !== undefined && (among === undefined || among.has(concept))) {
      return { concept, whose: whose(text.slice(0, from)) }
    }
  }
  return undefined
}

/** 性别代码 is the sex, written as a code. */
function withoutCode(text: string): string {
  return text.replace(/(代码|代号|码|号)$/u, '')
}

function whose(prefix: string): string {
  const own = selves.find((self) => prefix.startsWith(self) && !Object.hasOwn(roles, prefix))
  const rest = own === undefined ? prefix : prefix.slice(own.length)
  return roles[rest] ?? rest
}
