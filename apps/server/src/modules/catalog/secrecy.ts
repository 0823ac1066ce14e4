import type { Db } from '../../platform/db/open-database.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { Effect } from '../cases/index.ts'
import { readEntry } from './entry.ts'

/** The conclusion of a review, as the form of the regime has checked it. */
interface SecrecyForm {
  readonly version: number
  readonly department: string
  readonly reviewer: string
  readonly conclusion: 'cleared' | 'restricted'
}

export interface SecrecyReviewView {
  readonly case: string
  readonly version: number
  readonly conclusion: 'cleared' | 'restricted'
  /** Organisation, department and post. */
  readonly organization: string
  readonly reviewer: string
  readonly at: string
}

/** A review speaks of one version: the one that stands. */
export const recordSecrecy: Effect = async (tx, input) => {
  const entry = await readEntry(tx, input.subject.id)
  const { version, department, reviewer, conclusion } = input.form as unknown as SecrecyForm
  if (version !== entry.publishedVersion) {
    const expected = `${entry.publishedVersion ?? 'a published version'}, the version that stands`
    throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'form.version', expected }] })
  }
  await tx
    .insertInto('secrecy_review')
    .values({
      case_id: input.case.id,
      entry_id: entry.id,
      number: version,
      conclusion,
      organization_id: input.organization!.id,
      reviewer: `${department} ${reviewer}`,
      reviewed_at: input.now,
    })
    .execute()
  await tx.updateTable('catalog_entry').set({ secrecy: conclusion }).where('id', '=', entry.id).execute()
}

/** Reviews of an entry, newest first. */
export async function secrecyReviews(db: Db, entryId: string): Promise<readonly SecrecyReviewView[]> {
  const rows = await db
    .selectFrom('secrecy_review')
    .innerJoin('organization', 'organization.id', 'secrecy_review.organization_id')
    .selectAll('secrecy_review')
    .select('organization.name')
    .where('entry_id', '=', entryId)
    .orderBy('reviewed_at', 'desc')
    .limit(50)
    .execute()
  return rows.map((r) => ({
    case: r.case_id,
    version: r.number,
    conclusion: r.conclusion,
    organization: r.name,
    reviewer: r.reviewer,
    at: r.reviewed_at.toISOString(),
  }))
}
