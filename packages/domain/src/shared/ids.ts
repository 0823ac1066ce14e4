import type { Brand } from './brand.ts'
import { CodedError } from './coded-error.ts'
import type { SharedIssue } from './shared-issue.ts'

/** Clause, paragraph or item of a regulation: `NB-15-2`, `WZ-45-1-10`, `WZ-46b`. That it exists is checked on loading a pack. */
export type ClauseId = Brand<string, 'ClauseId'>
/** Folder name of a regulation pack: `wuzhong-draft-2024`. */
export type PackId = Brand<string, 'PackId'>
/** Administrative division, always all twelve digits: `330200000000`. */
export type TerritoryCode = Brand<string, 'TerritoryCode'>
/** An organisation on the platform; opaque, no meaning may be read from it. */
export type OrganizationId = Brand<string, 'OrganizationId'>

const clauseShape = /^[A-Z]{2,4}-(?:\d{2}|[1-9]\d{2})[a-z]?(-\d{1,2}){0,2}$/
const packShape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const territoryShape = /^[1-9]\d{5}(\d{3}(\d{3})?)?$/
const organizationShape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

export function isClauseId(text: unknown): text is ClauseId {
  return typeof text === 'string' && clauseShape.test(text)
}

/** @throws {CodedError} `ID_CLAUSE_MALFORMED`; whether the clause exists is not asked here. */
export function parseClauseId(text: string): ClauseId {
  if (!isClauseId(text)) throw new CodedError<SharedIssue>({ code: 'ID_CLAUSE_MALFORMED', input: text })
  return text
}

/** @throws {CodedError} `ID_PACK_MALFORMED` */
export function parsePackId(text: string): PackId {
  if (!packShape.test(text)) throw new CodedError<SharedIssue>({ code: 'ID_PACK_MALFORMED', input: text })
  return text as PackId
}

/**
 * Reads a division code of 6 (GB/T 2260), 9 or 12 digits (statistical code) and fills it up to 12 with zeros, so that
 * one territory has one value however it was written.
 *
 * @throws {CodedError} `ID_TERRITORY_MALFORMED`
 * @example parseTerritoryCode('330212') // '330212000000', Yinzhou
 */
export function parseTerritoryCode(text: string): TerritoryCode {
  if (!territoryShape.test(text)) throw new CodedError<SharedIssue>({ code: 'ID_TERRITORY_MALFORMED', input: text })
  return text.padEnd(12, '0') as TerritoryCode
}

/** @throws {CodedError} `ID_ORGANIZATION_MALFORMED` */
export function parseOrganizationId(text: string): OrganizationId {
  if (!organizationShape.test(text)) {
    throw new CodedError<SharedIssue>({ code: 'ID_ORGANIZATION_MALFORMED', input: text })
  }
  return text as OrganizationId
}
