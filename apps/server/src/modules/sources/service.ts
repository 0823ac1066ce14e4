import { uuidv7 } from 'uuidv7'
import type { KeyStore } from '@fadu/smcrypto'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { decodeCursor, toPage, type Page } from '../../platform/http/page.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { AggregateService } from '../aggregate/index.ts'
import { isLoopback, type AllowedHosts } from '../../platform/allowed-hosts.ts'
import { hostOf, travelsInClear, type SourcePlace } from './place.ts'
import { nextPull, type Schedule } from './schedule.ts'
import { readSource, sealSecret, selectSources, toPull, toSource } from './sources.ts'
import type { DataSource, Pull, SourceMode } from './sources.ts'

export type SourceInput = SourcePlace & { readonly mode: SourceMode; readonly schedule: Schedule }

interface SourceFacts extends ActFacts {
  readonly source: DataSource
}
interface Saved {
  readonly id: string
  readonly version: number
}

/** Tables and folders from which agencies let their rows be fetched. */
export interface SourceService {
  find(id: string): Promise<{ readonly source: DataSource; readonly facts: ActFacts }>
  ofDataset(datasetId: string): Promise<readonly DataSource[]>
  pulls(id: string, limit: number, cursor: string | undefined): Promise<Page<Pull>>
  register(principal: AccountPrincipal, code: string, input: SourceInput): Act<ActFacts, Saved>
  /** Enters place, secret, mode and schedule anew; from then on it is fetched under the right of whoever entered it. */
  amend(principal: AccountPrincipal, id: string, version: number, input: SourceInput): Act<SourceFacts, Saved>
  /** @param state - `ended` is for good and erases what opens it. */
  move(id: string, version: number, state: DataSource['state']): Act<SourceFacts, Saved>
  /** Fetches it as soon as a process is free. */
  pullNow(id: string): Act<SourceFacts, { readonly id: string }>
}

export function createSourceService(deps: {
  readonly db: Db
  readonly aggregate: Pick<AggregateService, 'find'>
  readonly keyStore: KeyStore
  readonly hosts: AllowedHosts
  readonly now: () => Date
}): SourceService {
  const { db, aggregate, keyStore, hosts, now } = deps

  const factsOf = async (source: DataSource, tx?: Tx): Promise<ActFacts> => {
    const { facts } = await aggregate.find(source.dataset.code, tx)
    return { ...facts, trace: traceOf(source) }
  }
  const load =
    (id: string) =>
    async (tx: Tx): Promise<SourceFacts> => {
      await tx.selectFrom('data_source').select('id').where('id', '=', id).forUpdate().execute()
      const source = await readSource(tx, id)
      return { ...(await factsOf(source, tx)), source }
    }

  return {
    find: async (id) => {
      const source = await readSource(db, id)
      return { source, facts: await factsOf(source) }
    },
    ofDataset: async (datasetId) => {
      const rows = await selectSources(db).where('dataset_id', '=', datasetId).orderBy('data_source.id').execute()
      return rows.map(toSource)
    },
    pulls: async (id, limit, cursor) => {
      const [before] = cursor === undefined ? [undefined] : decodeCursor(cursor, ['id'])
      const rows = await db
        .selectFrom('source_pull')
        .selectAll()
        .where('source_id', '=', id)
        .$if(before !== undefined, (qb) => qb.where('id', '<', before!))
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return toPage(rows, limit, (row) => [row.id], toPull)
    },
    register: (principal, code, input) => {
      const id = uuidv7()
      return {
        action: 'dataSource.set',
        load: async (tx) => (await aggregate.find(code, tx)).facts,
        carryOut: async (tx) => {
          requireFetchable(hosts, input)
          const { dataset } = await aggregate.find(code, tx)
          const row = { id, dataset_id: dataset.id, created_at: now(), ...(await columnsOf(principal, id, input)) }
          await tx.insertInto('data_source').values(row).execute()
          return { id, version: 1 }
        },
        trace: () => ({ subject: { type: 'DataSource', id }, detail: describe(input) }),
      }
    },
    amend: (principal, id, version, input) => ({
      action: 'dataSource.set',
      load: load(id),
      carryOut: async (tx, { source }) => {
        requireVersion(source, version)
        requireStanding(source)
        requireFetchable(hosts, input)
        const columns = await columnsOf(principal, id, input)
        await tx
          .updateTable('data_source')
          .set({ ...columns, version: version + 1 })
          .where('id', '=', id)
          .execute()
        return { id, version: version + 1 }
      },
      trace: () => ({ detail: describe(input) }),
    }),
    move: (id, version, state) => ({
      action: 'dataSource.set',
      load: load(id),
      carryOut: async (tx, { source }) => {
        requireVersion(source, version)
        requireStanding(source)
        await tx
          .updateTable('data_source')
          .set({
            state,
            version: version + 1,
            next_pull_at: state === 'active' ? nextPull(source.schedule, now()) : null,
            ...(state === 'ended' ? { sealed_secret: Buffer.alloc(0) } : {}),
          })
          .where('id', '=', id)
          .execute()
        return { id, version: version + 1 }
      },
      trace: () => ({ detail: { state } }),
    }),
    pullNow: (id) => ({
      action: 'dataSource.set',
      load: load(id),
      carryOut: async (tx, { source }) => {
        if (source.state !== 'active')
          throw new Problem({ code: 'STATE_CONFLICT', what: '数据来源', state: source.state })
        await tx.updateTable('data_source').set({ next_pull_at: now() }).where('id', '=', id).execute()
        return { id }
      },
      trace: () => ({ detail: { pull: 'now' } }),
    }),
  }

  async function columnsOf(principal: AccountPrincipal, id: string, input: SourceInput) {
    return {
      account_id: principal.id,
      kind: input.kind,
      place: JSON.stringify(input.place),
      sealed_secret: Buffer.from(await sealSecret(keyStore, id, input.secret)),
      mode: input.mode,
      schedule: JSON.stringify(input.schedule),
      next_pull_at: nextPull(input.schedule, now()),
    }
  }
}

function traceOf(source: DataSource) {
  return { subject: { type: 'DataSource', id: source.id }, dataset: source.dataset.id }
}

/** What the record says of a source: where it is, not what opens it. */
function describe(input: SourceInput) {
  return { kind: input.kind, host: hostOf(input), mode: input.mode }
}

function requireFetchable(hosts: AllowedHosts, input: SourceInput): void {
  const host = hostOf(input)
  if (!hosts.has(host)) throw new Problem({ code: 'SOURCE_HOST_CLOSED', host })
  const malformed = (field: string, expected: string): Problem =>
    new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field, expected }] })
  if (travelsInClear(input) && !isLoopback(host)) {
    throw malformed(input.kind === 's3' ? 'body.place.endpoint' : 'body.place.tls', 'TLS, unless on this machine')
  }
  const isTable = input.kind === 'postgresql' || input.kind === 'mysql'
  if (isTable && input.mode === 'append') {
    throw malformed('body.mode', 'upsert or snapshot: a table is read whole each time')
  }
}

function requireVersion({ version }: DataSource, given: number): void {
  if (version !== given) throw new Problem({ code: 'VERSION_CONFLICT', current: version, given })
}

function requireStanding({ state }: DataSource): void {
  if (state === 'ended') throw new Problem({ code: 'STATE_CONFLICT', what: '数据来源', state })
}
