import type { CivilDate } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Secrecy } from '../../platform/db/tables.ts'
import { Problem, type FieldProblem } from '../../platform/problem/index.ts'
import type { Effect } from '../cases/index.ts'
import { readEntry, readItems, type Entry } from './entry.ts'

/**
 * What a version went through before it is shared or opened (WZ-31-1). The provider states it; what the platform knows of
 * the same version by itself is kept beside it, so that whoever reads the one sees the other.
 */

/** One step as the form of the regime has checked it: done, with how, when and by which post, or not applicable, with why. */
interface EnteredStep {
  readonly step: string
  readonly outcome: 'done' | 'notApplicable'
  readonly method?: string | null
  readonly doneOn?: CivilDate | null
  readonly doneBy?: string | null
  readonly reason?: string | null
}
interface PreparationForm {
  readonly version: number
  readonly steps: readonly EnteredStep[]
}

export type PreparationStep = Readonly<Required<EnteredStep>>

/** Facts of the platform at the time of the record; never a value. */
export interface KnownFacts {
  /** Last run of the quality rules over what is stored. */
  readonly qualityRun: { readonly at: string; readonly score: number | null; readonly brokenRows: number } | null
  /** Codes of items that are shown in part, and of those that are stored sealed. */
  readonly masked: readonly string[]
  readonly sealed: readonly string[]
  readonly secrecy: Secrecy
}

export interface PreparationView {
  readonly case: string
  readonly version: number
  readonly steps: readonly PreparationStep[]
  readonly known: KnownFacts
  readonly organization: string
  readonly at: string
}

/** A record speaks of one version: the one that stands. */
export const recordPreparation: Effect = async (tx, input) => {
  const entry = await readEntry(tx, input.subject.id)
  const { version, steps } = input.form as unknown as PreparationForm
  const faults = [...versionFaults(version, entry), ...stepFaults(steps, input.today)]
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  await tx
    .insertInto('preparation_record')
    .values({
      case_id: input.case.id,
      entry_id: entry.id,
      number: version,
      steps: JSON.stringify(steps.map(toStep)),
      known: JSON.stringify(await knownOf(tx, entry)),
      organization_id: input.organization!.id,
      recorded_at: input.now,
    })
    .execute()
  await tx.updateTable('catalog_entry').set({ prepared: true }).where('id', '=', entry.id).execute()
}

function versionFaults(version: number, { publishedVersion }: Entry): readonly FieldProblem[] {
  if (version === publishedVersion) return []
  const expected = `${publishedVersion ?? 'a published version'}, the version that stands`
  return [{ field: 'form.version', expected }]
}

/** What a form cannot ask: each step is stated once, and nothing was done in the future. */
function stepFaults(steps: readonly EnteredStep[], today: CivilDate): readonly FieldProblem[] {
  return steps.flatMap(({ step, doneOn }, i): FieldProblem[] => [
    ...(steps.findIndex((other) => other.step === step) < i
      ? [{ field: `form.steps.${i}.step`, expected: 'a step that no earlier row states' }]
      : []),
    ...(doneOn !== undefined && doneOn !== null && doneOn > today
      ? [{ field: `form.steps.${i}.doneOn`, expected: 'a day that has come' }]
      : []),
  ])
}

function toStep({ step, outcome, method, doneOn, doneBy, reason }: EnteredStep): PreparationStep {
  return {
    step,
    outcome,
    method: method ?? null,
    doneOn: doneOn ?? null,
    doneBy: doneBy ?? null,
    reason: reason ?? null,
  }
}

async function knownOf(tx: Tx, entry: Entry): Promise<KnownFacts> {
  const items = await readItems(tx, entry.id)
  const run = await tx
    .selectFrom('quality_run')
    .innerJoin('dataset', 'dataset.id', 'quality_run.dataset_id')
    .select(['quality_run.ran_at', 'quality_run.score', 'quality_run.broken_rows'])
    .where('dataset.entry_id', '=', entry.id)
    .where('quality_run.stage', '=', 'afterwards')
    .orderBy('quality_run.ran_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    qualityRun:
      run === undefined
        ? null
        : {
            at: run.ran_at.toISOString(),
            score: run.score === null ? null : Number(run.score),
            brokenRows: Number(run.broken_rows),
          },
    masked: items.filter((item) => item.mask !== 'none').map((item) => item.code),
    sealed: items.filter((item) => item.sealed).map((item) => item.code),
    secrecy: entry.secrecy,
  }
}

/** Records of an entry, newest first. */
export async function preparationsOf(db: Db, entryId: string): Promise<readonly PreparationView[]> {
  const rows = await db
    .selectFrom('preparation_record')
    .innerJoin('organization', 'organization.id', 'preparation_record.organization_id')
    .selectAll('preparation_record')
    .select('organization.name')
    .where('entry_id', '=', entryId)
    .orderBy('recorded_at', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    case: row.case_id,
    version: row.number,
    steps: row.steps as readonly PreparationStep[],
    known: row.known as KnownFacts,
    organization: row.name,
    at: row.recorded_at.toISOString(),
  }))
}
