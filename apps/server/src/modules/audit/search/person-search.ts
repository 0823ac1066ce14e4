import { sql } from 'kysely'
import type { Act, ActFacts } from '../../../platform/acts/acts.ts'
import type { Tx } from '../../../platform/db/open-database.ts'
import type { Page } from '../../../platform/http/page.ts'
import { platformResource } from '../../../platform/law/gate.ts'
import type { AccessTracer } from '../../../platform/log/access-keys.ts'
import { Problem } from '../../../platform/problem/index.ts'
import { entriesTraced, keysAskedAbout, type AskedAbout, type AskedKeys } from './asked-keys.ts'
import { findEntries, type FoundEvidence } from './find-entries.ts'
import { conditionsOf, requireAnswerable, type Question } from './question.ts'

export interface PersonQuestion {
  readonly about: AskedAbout
  /** Why it is looked for, and under which number that is filed. */
  readonly reason: string
  readonly matter: string
  /** Also accesses that read rows otherwise than by key: they may have shown anybody. */
  readonly unkeyed: boolean
  readonly question: Question
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface TracedEvidence extends FoundEvidence {
  /** `key`: it asked for this very person; `unkeyed`: it read rows of the dataset, whoever they are of. */
  readonly by: 'key' | 'unkeyed'
}

export interface PersonFacts extends ActFacts {
  readonly keys: AskedKeys
}

/**
 * Who asked about somebody. The reading is recorded with its reason and is itself found when it is asked again who asked; the value
 * is kept neither in the record nor beside it.
 */
export function searchPerson(tracer: AccessTracer, asked: PersonQuestion): Act<PersonFacts, Page<TracedEvidence>> {
  const { about, reason, matter, question } = asked
  return {
    action: 'audit.readPerson',
    // The answer and a digest of the request would stay beside an idempotency key, and a short number is found by trying.
    confidential: true,
    load: async (tx) => {
      requireAnswerable(question, 'body', true)
      const keys = await keysAskedAbout(tx, tracer, about)
      requireUntold(keys.key, { reason, matter })
      return { resource: platformResource, keys }
    },
    carryOut: (tx, { keys }) => readPage(tx, keys, asked),
    trace: ({ keys }, page) => ({
      ...(keys.one === undefined ? {} : { dataset: keys.one }),
      keys: keys.reading,
      detail: {
        reason,
        matter,
        by: about.identifier ?? about.item,
        ...(asked.unkeyed ? { unkeyed: true } : {}),
        ...named(question),
        shown: page.items.length,
      },
    }),
  }
}

async function readPage(tx: Tx, keys: AskedKeys, asked: PersonQuestion): Promise<Page<TracedEvidence>> {
  const { traced, byKey } = entriesTraced(keys, asked.unkeyed)
  const { ways, all } = await conditionsOf(tx, asked.question)
  const page = await findEntries(tx, { ways, all: [sql`id in ${traced}`, ...all] }, asked)
  const ids = page.items.map((item) => item.entry)
  const { rows } = await sql<{ entry_id: string }>`
    select entry_id from (${byKey}) k where entry_id = any(${ids}::uuid[])`.execute(tx)
  const keyed = new Set(rows.map((row) => row.entry_id))
  return { ...page, items: page.items.map((item) => ({ ...item, by: keyed.has(item.entry) ? 'key' : 'unkeyed' })) }
}

/** Whatever is shorter is part of many a number and names nobody. */
const shortestTold = 6

/** Reason and matter are recorded for good: whom it is about does not stand in them. */
function requireUntold(key: string, texts: Readonly<Record<'reason' | 'matter', string>>): void {
  const plain = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '').toUpperCase()
  const faults = Object.entries(texts)
    .filter(([, text]) => key.length >= shortestTold && plain(text).includes(plain(key)))
    .map(([name]) => ({ field: `body.${name}`, expected: 'a text that does not name the value looked for' }))
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

/** What of a question was asked, as the record says it. */
export function named(question: Question): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(question).filter((part): part is [string, string] => part[1] !== undefined))
}
