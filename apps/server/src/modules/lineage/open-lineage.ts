import type { Db } from '../../platform/db/open-database.ts'
import type { ProcessingState } from '../../platform/db/tables.ts'
import { readEntry, readItems, type Entry } from '../catalog/index.ts'
import { mappingsOf, type ProcessingPlan } from '../process/index.ts'
import { readBatches, readSystems, type BatchLine } from './queries.ts'

/** A run event of the OpenLineage specification, version 2-0-2, as far as it is written here. */
export interface OpenLineageEvent {
  readonly eventType: 'START' | 'RUNNING' | 'COMPLETE' | 'ABORT' | 'FAIL'
  readonly eventTime: string
  readonly producer: string
  readonly schemaURL: string
  readonly run: { readonly runId: string }
  readonly job: { readonly namespace: string; readonly name: string }
  readonly inputs: readonly OpenLineageDataset[]
  readonly outputs: readonly OpenLineageDataset[]
}
export interface OpenLineageDataset {
  readonly namespace: string
  readonly name: string
  readonly facets: Readonly<Record<string, unknown>>
}

const producer = 'urn:fadu:lineage'
const schemaURL = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent'
const facet = (name: string, version: string): { readonly _producer: string; readonly _schemaURL: string } => ({
  _producer: producer,
  _schemaURL: `https://openlineage.io/spec/facets/${version}/${name}.json#/$defs/${name}`,
})

const eventOf: Readonly<Record<ProcessingState, OpenLineageEvent['eventType']>> = {
  ready: 'START',
  running: 'RUNNING',
  stopped: 'RUNNING',
  done: 'RUNNING',
  failed: 'FAIL',
  released: 'COMPLETE',
  discarded: 'ABORT',
}

/** The newest runs that made an entry what it is: batches that were received, and processing jobs. Inputs are named only where `maySee` says so. */
export async function openLineageOf(
  db: Db,
  entry: Entry,
  maySee: (entry: Entry) => boolean,
): Promise<readonly OpenLineageEvent[]> {
  const batches = (await readBatches(db, entry.id, 50)).filter((b) => b.job === null)
  const received = await Promise.all(batches.map((b) => batchEvent(db, entry, b)))
  const jobs = await db
    .selectFrom('processing_job')
    .selectAll()
    .where('entry_id', '=', entry.id)
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute()
  const derived: OpenLineageEvent[] = []
  for (const job of jobs) {
    const plan = job.plan as ProcessingPlan
    const inputs = await readJobInputs(db, job.id)
    const seen = new Map<string, Entry>()
    for (const { name, entry_id } of inputs) {
      const source = await readEntry(db, entry_id)
      if (maySee(source)) seen.set(name, source)
    }
    derived.push({
      ...head(eventOf[job.state], (job.finished_at ?? job.started_at ?? job.created_at).toISOString(), job.id),
      job: { namespace: namespaceOf(entry), name: `processing/${entry.code}` },
      inputs: await Promise.all(
        [...new Map([...seen.values()].map((e) => [e.id, e])).values()].map((e) => dataset(db, e)),
      ),
      outputs: [await dataset(db, entry, columnLineage(plan, seen))],
    })
  }
  return [...received, ...derived].toSorted((a, b) => (a.eventTime < b.eventTime ? 1 : -1))
}

/** One batch as a run; undefined when the entry has none of that number. */
export async function openLineageOfBatch(db: Db, entry: Entry, number: number): Promise<OpenLineageEvent | undefined> {
  const batch = (await readBatches(db, entry.id, 1000)).find((b) => b.number === number)
  return batch === undefined ? undefined : batchEvent(db, entry, batch)
}

async function batchEvent(db: Db, entry: Entry, batch: BatchLine): Promise<OpenLineageEvent> {
  const systems = await readSystems(db, entry)
  return {
    ...head('COMPLETE', batch.at, batch.id),
    job: { namespace: namespaceOf(entry), name: `aggregation/${entry.code}` },
    inputs: systems.map((s) => ({ namespace: `${namespaceOf(entry)}/systems`, name: s.code ?? s.name, facets: {} })),
    outputs: [await dataset(db, entry)],
  }
}

function head(eventType: OpenLineageEvent['eventType'], eventTime: string, runId: string) {
  return { eventType, eventTime, producer, schemaURL, run: { runId } }
}

function namespaceOf(entry: Pick<Entry, 'territory'>): string {
  return `fadu/${entry.territory}`
}

async function dataset(
  db: Db,
  entry: Entry,
  further: Readonly<Record<string, unknown>> = {},
): Promise<OpenLineageDataset> {
  const items = await readItems(db, entry.id)
  const fields = items.map(({ code, type, name }) => ({ name: code, type, description: name }))
  return {
    namespace: namespaceOf(entry),
    name: entry.code,
    facets: {
      schema: { ...facet('SchemaDatasetFacet', '1-1-1'), fields },
      dataSource: {
        ...facet('DatasourceDatasetFacet', '1-0-1'),
        name: namespaceOf(entry),
        uri: `urn:fadu:catalog-entry:${entry.id}`,
      },
      ...further,
    },
  }
}

const direct: Readonly<Record<string, { readonly type: string; readonly subtype: string }>> = {
  copied: { type: 'DIRECT', subtype: 'IDENTITY' },
  grouped: { type: 'DIRECT', subtype: 'IDENTITY' },
  summed: { type: 'DIRECT', subtype: 'AGGREGATION' },
  counted: { type: 'INDIRECT', subtype: 'GROUP_BY' },
  joined: { type: 'INDIRECT', subtype: 'JOIN' },
  filtered: { type: 'INDIRECT', subtype: 'FILTER' },
}

/** Per field of the result; what only decides which rows there are stands under `dataset`. */
function columnLineage(plan: ProcessingPlan, seen: ReadonlyMap<string, Entry>): Readonly<Record<string, unknown>> {
  const inputs = mappingsOf(plan).flatMap(({ to, from, how }) => {
    const source = seen.get(from.input)
    if (source === undefined) return []
    const field = {
      namespace: namespaceOf(source),
      name: source.code,
      field: from.item,
      transformations: [direct[how]],
    }
    return [{ to, field }]
  })
  const targets = [...new Set(inputs.map((i) => i.to))].filter((to) => to !== '')
  const of = (to: string) => inputs.filter((i) => i.to === to).map((i) => i.field)
  return {
    columnLineage: {
      ...facet('ColumnLineageDatasetFacet', '1-2-0'),
      fields: Object.fromEntries(targets.map((to) => [to, { inputFields: of(to) }])),
      dataset: of(''),
    },
  }
}

function readJobInputs(db: Db, jobId: string) {
  return db
    .selectFrom('processing_input')
    .select(['name', 'entry_id'])
    .where('job_id', '=', jobId)
    .orderBy('position')
    .execute()
}
