import { evidenceOfEntries, evidenceTables, notEvidence } from '../log/evidence-tables.ts'

/** What a value of an attribute may look like; anything else is left out. */
type Form<V> = (value: V) => boolean

/** Digits in a row that no name of ours has. A telephone number has 11, an identity number 18, a date of birth 8. */
const longNumber = /\d{6}/
const longestText = 200

const like =
  (pattern: RegExp): Form<string> =>
  (value) =>
    value.length <= longestText && pattern.test(value) && !longNumber.test(value)
const oneOf = <const W extends string>(...words: readonly W[]): Form<W> => {
  const known = new Set<string>(words)
  return (value) => known.has(value)
}
const eachOf =
  (form: Form<string>): Form<readonly string[]> =>
  (values) =>
    values.length <= 40 && values.every(form)
/** A telephone number is larger. */
const count: Form<number> = (value) => Number.isInteger(value) && value >= 0 && value < 1_000_000_000

const tables = [evidenceTables, evidenceOfEntries, notEvidence].flatMap((named) => Object.keys(named))

/** Background work by its kind. */
export const jobKinds = [
  'processing',
  'clocks',
  'regrading',
  'updates',
  'qualityRules',
  'grantReviews',
  'contracts',
  'sources',
  'links',
  'keys',
  'checksums',
  'backups',
  'watching',
  'retention',
  'aggregation',
  'export',
] as const
export type JobKind = (typeof jobKinds)[number]

/**
 * Everything a span may say, and of what form. The one list: what is not here does not compile, and where types were got round
 * it is left out when it is said.
 *
 * INVARIANT (no personal value in a trace): no attribute takes free text. Each is a word of the program or of the law (a route
 * pattern, an action, a clause, a table), or a count; each has a form that no name and no number of a person fits.
 */
const forms = {
  'http.request.method': oneOf('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', '_OTHER'),
  /** The pattern, never the address: an address can hold what was searched for. */
  'http.route': like(/^(\/[A-Za-z0-9:_.*-]*)+$/),
  'http.response.status_code': ((status) => count(status) && status >= 100 && status < 600) satisfies Form<number>,
  /** A fault by its code, its SQLSTATE or the status it became; no message. */
  'error.type': like(/^(_OTHER|[A-Z][A-Z0-9]*(_[A-Z0-9]+)*)$|^[0-9A-Z]{5}$|^5\d\d$/),
  'db.system.name': oneOf('postgresql'),
  'db.operation.name': oneOf('select', 'insert', 'update', 'delete', 'with', 'copy', 'set', 'lock', 'other'),
  /** A table of ours; those of datasets go by one name. */
  'db.collection.name': oneOf('dataset rows', ...tables),
  'fadu.action': like(/^[a-z][A-Za-z]*(\.[A-Za-z]+)*$/),
  /** Packs of the law it was decided under, nearest first. */
  'fadu.regime': eachOf(like(/^[a-z][a-z0-9-]*$/)),
  'fadu.outcome': oneOf('done', 'refused', 'declined', 'failed', 'allow', 'deny', 'aborted', 'rolledBack'),
  /** Code of a refusal or of a problem. */
  'fadu.reason': like(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/),
  'fadu.clauses': eachOf(like(/^[A-Z]{2}-\d{1,3}[a-z]?(-\d{1,2}){0,2}$/)),
  /** Policies, courses or forms that settled it: `PF-12/read`, `share.request/approve`. */
  'fadu.rules': eachOf(like(/^[A-Za-z][A-Za-z0-9.-]*(\/[A-Za-z0-9.-]+)*$/)),
  'fadu.job': oneOf(...jobKinds),
  'fadu.group': oneOf('lookup', 'record'),
  'fadu.group.size': count,
  'fadu.rows': count,
  'fadu.log.size': count,
} satisfies Record<string, Form<never>>

export type AttributeName = keyof typeof forms
/** What one span says. */
export type SpanAttributes = { readonly [N in AttributeName]?: Parameters<(typeof forms)[N]>[0] | undefined }
/** The same, of a form that may leave the process. */
export type AcceptedAttributes = { [N in AttributeName]?: Parameters<(typeof forms)[N]>[0] }

export const attributeNames = Object.keys(forms) as readonly AttributeName[]

/** What of these may leave the process: known names, with values of their forms. */
export function acceptedAttributes(given: SpanAttributes): AcceptedAttributes {
  const accepted: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || !Object.hasOwn(forms, name)) continue
    const form = forms[name as AttributeName] as Form<unknown>
    if (isOfKind(value) && form(value)) accepted[name] = value
  }
  return accepted
}

/** Forms are asked about what they are written for; an object with methods of its own is none of that. */
function isOfKind(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || isTexts(value)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

/** What a span is of. */
export type SpanKindName =
  | 'request'
  | 'act'
  | 'decision'
  | 'release'
  | 'transaction'
  | 'statement'
  | 'connection.wait'
  | 'group'
  | 'job'
  | 'sequencer'

/** Names of spans are as closed as what they say: they are made from it. */
export function spanName(kind: SpanKindName, said: AcceptedAttributes): string {
  const parts: readonly (string | undefined)[] =
    kind === 'request'
      ? [said['http.request.method'], said['http.route']]
      : kind === 'statement'
        ? [said['db.operation.name'], said['db.collection.name']]
        : [kind, said['fadu.action'] ?? said['fadu.job'] ?? said['fadu.group']]
  return parts.filter((part) => part !== undefined).join(' ') || kind
}
