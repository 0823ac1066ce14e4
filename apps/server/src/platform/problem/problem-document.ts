import { refusalEn, refusalZhCN, type Ground, type SharedItem } from '@fadu/domain'
import { problemEn } from './problem.en.ts'
import { problemZhCN } from './problem.zh-cn.ts'
import type { Problem } from './problem.ts'
import { Refused, type ProblemReason } from './problem.ts'

export type Language = 'zh-CN' | 'en'

/** RFC 9457, with what the law adds: the clauses that decided and what would make it lawful. */
export interface ProblemDocument {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly grounds: readonly Ground[]
  readonly needed: readonly { readonly clause: string; readonly text: string }[]
  readonly fields?: readonly {
    readonly field: string
    readonly label?: string
    readonly row?: number
    readonly fault: string
  }[]
  /** Published data that offers what was to be collected again. */
  readonly matches?: readonly SharedItem[]
  /** Entry of the evidence log that records the refusal. */
  readonly receipt?: string
}

export function problemDocument(error: Problem | Refused, language: Language): ProblemDocument {
  return error instanceof Refused ? refusalDocument(error, language) : plainDocument(error, language)
}

const titles: Readonly<Record<Language, { readonly refused: string; readonly fault: string }>> = {
  'zh-CN': { refused: '不予办理', fault: '请求有误' },
  en: { refused: 'Refused', fault: 'Request fault' },
}

function refusalDocument(refused: Refused, language: Language): ProblemDocument {
  const texts = language === 'en' ? refusalEn : refusalZhCN
  const { reason } = refused
  const say = texts[reason.code] as (r: typeof reason) => string
  return {
    type: `urn:fadu:problem:${reason.code}`,
    title: titles[language].refused,
    status: refused.status,
    code: reason.code,
    detail: say(reason),
    grounds: refused.grounds,
    needed: refused.needed.map((n) => ({ clause: n.clause, text: language === 'en' ? n.textEn : n.text })),
    ...('fields' in reason ? { fields: reason.fields } : {}),
    ...('matches' in reason ? { matches: reason.matches } : {}),
    ...(refused.receipt === undefined ? {} : { receipt: refused.receipt }),
  }
}

/** What a fault says of itself, in one sentence. */
export function describeReason(reason: ProblemReason, language: Language): string {
  const texts = language === 'en' ? problemEn : problemZhCN
  const say = texts[reason.code] as (r: ProblemReason) => string
  return say(reason)
}

function plainDocument(problem: Problem, language: Language): ProblemDocument {
  const { reason } = problem
  return {
    type: `urn:fadu:problem:${reason.code}`,
    title: titles[language].fault,
    status: problem.status,
    code: reason.code,
    detail: describeReason(reason, language),
    grounds: [],
    needed: [],
    ...(reason.code === 'REQUEST_MALFORMED'
      ? { fields: reason.faults.map((f) => ({ field: f.field, fault: f.expected })) }
      : {}),
  }
}
