import type { FormData } from '@fadu/domain'
import { Problem } from '../../platform/problem/index.ts'
import type { Effect } from '../cases/index.ts'
import { readStanding, writeStanding, type EntryContent } from './content.ts'
import { changedIn, differenceOf } from './difference.ts'
import { keepEdit } from './edits.ts'
import { readEntry } from './entry.ts'
import { readRevision, writeRevision } from './revisions.ts'
import { keepVersion } from './versions.ts'

/** What an attribute rests on: when it is decided anew, what spoke for the old one stands no more. */
const restingOn: Readonly<Record<string, readonly string[]>> = {
  shareAttribute: ['shareCondition', 'shareReason', 'shareBasis'],
  openAttribute: [],
}

/**
 * A decision sets the attribute; no review is needed, the case is the origin of the version. A revision that is under way
 * goes on from it, or its publication would undo the decision.
 */
export const decideAttribute: Effect = async (tx, input) => {
  const entry = await readEntry(tx, input.subject.id)
  if (entry.state !== 'published') {
    throw new Problem({ code: 'STATE_CONFLICT', what: '目录条目', state: entry.state })
  }
  const standing = await readStanding(tx, entry)
  const decided = withDecision(standing, input.form)
  const version = entry.version + 1
  await writeStanding(tx, entry.id, version, decided)
  await keepEdit(tx, entry.id, version, {
    organization: input.organization?.id,
    at: input.now,
    changed: changedIn(differenceOf(standing, decided)),
  })
  const number = await keepVersion(tx, entry.id, decided, {
    origin: 'decision',
    caseId: input.case.id,
    now: input.now,
  })
  const revision = await readRevision(tx, entry.id)
  if (revision !== undefined) await writeRevision(tx, entry.id, withDecision(revision, input.form), number)
}

export function withDecision(content: EntryContent, decision: FormData): EntryContent {
  const fields: Record<string, unknown> = { ...content.fields }
  for (const [attribute, grounds] of Object.entries(restingOn)) {
    if (decision[attribute] === undefined) continue
    for (const name of [attribute, ...grounds]) {
      if (decision[name] === undefined) delete fields[name]
      else fields[name] = decision[name]
    }
  }
  return { name: content.name, fields, items: content.items }
}
