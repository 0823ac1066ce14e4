import type { MatchReason } from '../procedure/index.ts'
import { emptyNames, formatLists } from './concept-table.ts'
import { conceptOf, roleIn } from './item-concept.ts'
import { codeListOf, normalizeItemName } from './item-name.ts'

/** Whom data is about: the kinds that a required identifier tells apart. */
export type SubjectKind = 'naturalPerson' | 'organization'

export interface NamedItem {
  readonly name: string
  readonly codeList?: string | null | undefined
  /** Whom the entry or the plan is about; empty where nothing tells. */
  readonly subjects: readonly SubjectKind[]
}

/** Under what an item is found again: two items that share a key are taken for the same. */
export interface ItemKeys {
  readonly keys: readonly string[]
  /** The code list by which values are told apart, where one is named. */
  readonly codeList: string | undefined
}

export interface ItemMatch {
  readonly because: MatchReason
  readonly score: number
}

/** Grows with every change of the words or of how keys are made: keys that were stored under another number are made anew. */
export const keyVocabulary = 1

const empty: ReadonlySet<string> = new Set(emptyNames.map(normalizeItemName))
const scores: Readonly<Record<MatchReason, number>> = { sameName: 1, synonym: 0.9, codeList: 0.8 }
const prefixes: Readonly<Record<MatchReason, string>> = { sameName: 'n:', synonym: 'c:', codeList: 'l:' }

/** The keys of an item, best first: its name, its concept, its code list. A name that says nothing gives none. */
export function itemKeys({ name, codeList }: Pick<NamedItem, 'name' | 'codeList'>): ItemKeys {
  const text = normalizeItemName(name)
  const concept = conceptOf(name)
  const list = codeListOf(codeList)
  const whose = concept?.whose ?? roleIn(name)
  return {
    codeList: list,
    keys: [
      ...(empty.has(text) ? [] : [`${prefixes.sameName}${text}`]),
      ...(concept === undefined ? [] : [`${prefixes.synonym}${whose}/${concept.concept}`]),
      ...(list === undefined || formatLists.has(list) ? [] : [`${prefixes.codeList}${whose}/${list}`]),
    ],
  }
}

/** Why a shared key makes two items the same. */
export function reasonOf(key: string): MatchReason {
  return key.startsWith(prefixes.sameName) ? 'sameName' : key.startsWith(prefixes.synonym) ? 'synonym' : 'codeList'
}

export function matchScore(because: MatchReason): number {
  return scores[because]
}

/**
 * Whether two items say the same of the same kind of subject, and why. Different code lists, or subjects that have nothing
 * in common, make two things of them. Symmetric.
 */
export function matchItems(one: NamedItem, other: NamedItem): ItemMatch | undefined {
  if (!mayShareSubject(one.subjects, other.subjects)) return undefined
  const [a, b] = [itemKeys(one), itemKeys(other)]
  if (a.codeList !== undefined && b.codeList !== undefined && a.codeList !== b.codeList) return undefined
  const key = a.keys.find((k) => b.keys.includes(k))
  if (key === undefined) return undefined
  const because = reasonOf(key)
  return { because, score: matchScore(because) }
}

function mayShareSubject(one: readonly SubjectKind[], other: readonly SubjectKind[]): boolean {
  return one.length === 0 || other.length === 0 || one.some((kind) => other.includes(kind))
}

/** Kinds of identifier that a collection plan marks. */
export type RequiredIdentifier = 'residentId' | 'otherDocument' | 'creditCode' | 'otherCode'

const identifierConcepts: Readonly<Record<Exclude<RequiredIdentifier, 'otherCode'>, readonly string[]>> = {
  residentId: ['residentId'],
  otherDocument: ['otherDocument', 'passport', 'travelPermit', 'officerCertificate', 'permanentResidence'],
  creditCode: ['creditCode'],
}

/**
 * Whether an item is the identifier it is marked as: a number or code of the subject itself. Another code system is known by
 * its own name only, so of it just a name is asked that says something.
 */
export function identifies(name: string, identifier: RequiredIdentifier): boolean {
  if (identifier === 'otherCode') return !empty.has(normalizeItemName(name))
  const found = conceptOf(name)
  return found !== undefined && found.whose === '' && identifierConcepts[identifier].includes(found.concept)
}
