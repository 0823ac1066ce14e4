import type { Db } from '../../platform/db/open-database.ts'
import type { Entry } from '../catalog/index.ts'
import { readBatches, readReleases } from './queries.ts'

/** Stages of the life of data, in their order. */
export const stages = [
  'collection',
  'aggregation',
  'cleaning',
  'sharing',
  'opening',
  'use',
  'transmission',
  'destruction',
] as const
export type Stage = (typeof stages)[number]

export interface StageEvent {
  readonly at: string
  /** What it was: a procedure, `batch`, `processing` or `access`. */
  readonly what: string
  readonly id: string
  readonly state: string
  /** The security check on record for it; null where there is none. */
  readonly check: { readonly kind: string; readonly result: string; readonly at: string } | null
}

export interface StageView {
  readonly stage: Stage
  readonly events: readonly StageEvent[]
  /** It has events without a check. */
  readonly gap: boolean
}

/** Which stage a course belongs to, by the first part of its name; courses that are of no stage are left out. */
const stageOfProcedure: readonly (readonly [prefix: string, stage: Stage])[] = [
  ['collect.', 'collection'],
  ['aggregate.', 'aggregation'],
  ['quality.', 'cleaning'],
  ['value.', 'cleaning'],
  ['data.preparation', 'cleaning'],
  ['share.', 'sharing'],
  ['data.return', 'sharing'],
  ['verify.', 'sharing'],
  ['open.', 'opening'],
  ['develop.', 'use'],
  ['transmission.', 'transmission'],
  ['data.destruction', 'destruction'],
]

/** Fields in which forms of courses keep a check; the first that was filled in is the check of the case. */
const checkFields = [
  'riskConclusion',
  'checksumsMatch',
  'integrity',
  'originalValues',
  'verified',
  'assessmentConclusion',
  'copies',
  'steps',
]

const mostEvents = 500

/** The dated events of a dataset, stage by stage, each with the security check that is on record for it. */
export async function timelineOf(db: Db, entry: Entry): Promise<readonly StageView[]> {
  const events = [
    ...(await caseEvents(db, entry.id)),
    ...(await batchEvents(db, entry.id)),
    ...(await processingEvents(db, entry.id)),
    ...(await accessEvents(db, entry.id)),
  ]
  return stages.map((stage) => {
    const own = events
      .filter((e) => e.stage === stage)
      .map(({ stage: _, ...event }) => event)
      .toSorted((a, b) => (a.at < b.at ? -1 : a.at === b.at ? 0 : 1))
    return { stage, events: own, gap: own.some((e) => e.check === null) }
  })
}

type Staged = StageEvent & { readonly stage: Stage }

async function caseEvents(db: Db, entryId: string): Promise<readonly Staged[]> {
  const cases = await db
    .selectFrom('procedure_case')
    .select(['id', 'procedure', 'state', 'form', 'opened_at'])
    .where('subject_type', '=', 'catalogEntry')
    .where('subject_id', '=', entryId)
    .orderBy('opened_at', 'desc')
    .limit(mostEvents)
    .execute()
  if (cases.length === 0) return []
  const entered = await db
    .selectFrom('case_entry')
    .select(['case_id', 'form', 'entered_at'])
    .where(
      'case_id',
      'in',
      cases.map((c) => c.id),
    )
    .orderBy('version')
    .execute()
  const reviews = await db
    .selectFrom('secrecy_review')
    .select(['conclusion', 'reviewed_at'])
    .where('entry_id', '=', entryId)
    .orderBy('reviewed_at', 'desc')
    .execute()
  return cases.flatMap((c) => {
    const stage = stageOfProcedure.find(([prefix]) => c.procedure.startsWith(prefix))?.[1]
    if (stage === undefined) return []
    const forms = [
      { form: c.form, at: c.opened_at },
      ...entered.filter((e) => e.case_id === c.id).map((e) => ({ form: e.form, at: e.entered_at })),
    ]
    const review =
      stage === 'sharing' || stage === 'opening' ? reviews.find((r) => r.reviewed_at <= c.opened_at) : undefined
    const check =
      checkIn(forms) ??
      (review === undefined
        ? null
        : { kind: 'secrecyReview', result: review.conclusion, at: review.reviewed_at.toISOString() })
    return [{ stage, at: c.opened_at.toISOString(), what: c.procedure, id: c.id, state: c.state, check }]
  })
}

function checkIn(
  forms: readonly { readonly form: Readonly<Record<string, unknown>>; readonly at: Date }[],
): StageEvent['check'] {
  for (const { form, at } of forms.toReversed()) {
    const field = checkFields.find((name) => form[name] !== undefined && form[name] !== null)
    if (field !== undefined) return { kind: field, result: JSON.stringify(form[field]), at: at.toISOString() }
  }
  return null
}

/** Every batch was checked row by row when it was received. */
async function batchEvents(db: Db, entryId: string): Promise<readonly Staged[]> {
  const batches = await readBatches(db, entryId, mostEvents)
  return batches
    .filter((b) => b.job === null)
    .map((b) => ({
      stage: 'aggregation' as const,
      at: b.at,
      what: 'batch',
      id: b.id,
      state: b.mode,
      check: { kind: 'rowsChecked', result: `${b.stored}/${b.received}`, at: b.at },
    }))
}

async function processingEvents(db: Db, entryId: string): Promise<readonly Staged[]> {
  const jobs = await db
    .selectFrom('processing_job')
    .select(['id', 'state', 'findings', 'assessed', 'created_at', 'finished_at'])
    .where('entry_id', '=', entryId)
    .orderBy('created_at', 'desc')
    .limit(mostEvents)
    .execute()
  return jobs.map((job) => {
    const findings = job.findings as readonly unknown[]
    const result = job.assessed !== null ? 'assessed' : findings.length > 0 ? 'found' : 'passed'
    const at = (job.finished_at ?? job.created_at).toISOString()
    return {
      stage: 'cleaning' as const,
      at: job.created_at.toISOString(),
      what: 'processing',
      id: job.id,
      state: job.state,
      check: { kind: 'derivedRisk', result, at },
    }
  })
}

/** Every call under a grant was decided and recorded before its first byte; shown is the newest of each grant. */
async function accessEvents(db: Db, entryId: string): Promise<readonly Staged[]> {
  const releases = await readReleases(db, entryId)
  return releases.flatMap((r) => {
    const at = r.lastAccess ?? r.firstDelivery
    if (at === null) return []
    const check = { kind: 'decided', result: 'released', at }
    return [{ stage: 'use' as const, at, what: 'access', id: r.grant, state: r.status, check }]
  })
}
