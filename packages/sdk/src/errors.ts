import type { components } from './generated/api.ts'

/** RFC 9457 document of the platform: what is wrong, on which clauses, and what would make it lawful. */
export type ProblemDocument = components['schemas']['Problem']
export type Ground = components['schemas']['Ground']

abstract class FaduAnswer extends Error {
  /** HTTP status. */
  readonly status: number
  /** Stable; the text beside it may change. */
  readonly code: string
  /** One sentence in the language the client asked for. */
  readonly detail: string
  /** Fields of the request or form that are at fault; empty when none is named. */
  readonly fields: readonly { readonly field: string; readonly label?: string; readonly fault: string }[]
  /** The document as it came, for who shows it. */
  readonly document: ProblemDocument

  constructor(document: ProblemDocument) {
    super(`${document.code}: ${document.detail}`)
    this.document = document
    this.status = document.status
    this.code = document.code
    this.detail = document.detail
    this.fields = document.fields ?? []
  }
}

/** The law in force refused the act. It had no effect and is itself recorded. */
export class FaduRefusal extends FaduAnswer {
  /** Clauses that settled it, with their text and the rule that rests on them. */
  readonly grounds: readonly Ground[]
  /** What would make the act lawful, by clause. */
  readonly needed: readonly { readonly clause: string; readonly text: string }[]
  /** Evidence entry that records the refusal; its organisation and the audit administrator can read it. */
  readonly receipt: string | undefined

  constructor(document: ProblemDocument) {
    super(document)
    this.name = 'FaduRefusal'
    this.grounds = document.grounds
    this.needed = document.needed
    this.receipt = document.receipt
  }
}

/** The request itself is at fault, or the server could not serve it. Nothing was done. */
export class FaduProblem extends FaduAnswer {
  /** Seconds to wait before another attempt, when the server named them. */
  readonly retrySeconds: number | undefined

  constructor(document: ProblemDocument, retrySeconds?: number) {
    super(document)
    this.name = 'FaduProblem'
    this.retrySeconds = retrySeconds
  }
}

/**
 * No answer came: the connection failed, broke off or timed out. For a write without idempotency key it is then unknown
 * whether it was done.
 */
export class FaduUnreachable extends Error {
  readonly attempts: number

  constructor(attempts: number, cause: unknown) {
    super(`no answer after ${attempts} attempt(s)`, { cause })
    this.name = 'FaduUnreachable'
    this.attempts = attempts
  }
}

/** Codes of refusals begin so; all others are faults of the request. */
const refusalPrefix = 'ACT_'

/** Reads an answer that is not of success. One that is no problem document (a proxy's page) keeps its status alone. */
export function toAnswerError(status: number, body: string, retryAfter: string | null): FaduRefusal | FaduProblem {
  const document = parseProblem(body) ?? foreignAnswer(status)
  if (document.code.startsWith(refusalPrefix)) return new FaduRefusal(document)
  return new FaduProblem(document, retrySecondsOf(retryAfter))
}

/** `Retry-After` in its form of seconds; the form of a date is passed over. */
export function retrySecondsOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined
}

function foreignAnswer(status: number): ProblemDocument {
  const detail = `the answer with status ${status} is no problem document`
  return { type: 'about:blank', title: '', status, code: 'ANSWER_FOREIGN', detail, grounds: [], needed: [] }
}

function parseProblem(body: string): ProblemDocument | undefined {
  try {
    const parsed = JSON.parse(body) as Partial<ProblemDocument> | null
    if (typeof parsed?.code !== 'string' || typeof parsed.status !== 'number') return undefined
    const { type = 'about:blank', title = '', detail = '', grounds = [], needed = [] } = parsed
    return { ...parsed, type, title, detail, grounds, needed, code: parsed.code, status: parsed.status }
  } catch {
    // Not JSON: no answer of the platform.
    return undefined
  }
}
