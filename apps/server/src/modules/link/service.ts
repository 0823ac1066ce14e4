import { uuidv7 } from 'uuidv7'
import { LogError } from '@fadu/audit-log'
import type { TerritoryCode } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import { isLoopback, type AllowedHosts } from '../../platform/allowed-hosts.ts'
import { violatedConstraint, type Db, type Tx } from '../../platform/db/open-database.ts'
import type { LinkState } from '../../platform/db/link-tables.ts'
import { Problem, type FieldProblem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { territoryResource } from '../org/index.ts'
import { hostOf, readLink, type Link } from './links.ts'
import { toVerifier } from './verify-answer.ts'

/** Another platform as an authority enters it. */
export interface LinkInput {
  readonly name: string
  readonly relation: 'upper' | 'lower'
  readonly application: string
  readonly clientId: string | null
  readonly baseUrl: string
  readonly calls: Link['calls']
  readonly verifierKeys: readonly string[]
  readonly everySeconds: number
}

interface Saved {
  readonly id: string
  readonly version: number
}
interface LinkFacts extends ActFacts {
  readonly link: Link
}

/** The register of links. */
export interface LinkService {
  register(territory: TerritoryCode, input: LinkInput): Act<ActFacts, Saved>
  /** Enters it anew, also while it is suspended or stopped; what was heard stays, and so must the territory of the other. */
  amend(id: string, version: number, input: LinkInput): Act<LinkFacts, Saved>
  /** @param state - `ended` is for good: what was heard over it goes, and its application may be linked anew. */
  move(id: string, version: number, state: 'active' | 'suspended' | 'ended'): Act<LinkFacts, Saved>
  /** Calls the other platform as soon as a process is free. */
  callNow(id: string): Act<LinkFacts, { readonly id: string }>
}

export function createLinkService(deps: {
  readonly hosts: AllowedHosts
  readonly territories: () => TerritoryTree
  /** Of this platform's own log. */
  readonly origin: string
  readonly now: () => Date
}): LinkService {
  const { hosts, territories, origin, now } = deps

  const load =
    (id: string) =>
    async (tx: Tx): Promise<LinkFacts> => {
      const link = await readLink(tx, id, 'update')
      return {
        link,
        resource: territoryResource(territories(), link.territory),
        trace: { subject: { type: 'PlatformLink', id } },
      }
    }

  return {
    register: (territory, input) => {
      const id = uuidv7()
      return {
        action: 'link.set',
        load: () => Promise.resolve({ resource: territoryResource(territories(), territory) }),
        carryOut: async (tx) => {
          const columns = await columnsOf(tx, territory, input)
          await once(() =>
            tx
              .insertInto('platform_link')
              .values({ id, territory_code: territory, created_at: now(), next_call_at: now(), ...columns })
              .execute(),
          )
          return { id, version: 1 }
        },
        trace: () => ({ subject: { type: 'PlatformLink', id }, detail: describe(input) }),
      }
    },
    amend: (id, version, input) => ({
      action: 'link.set',
      load: load(id),
      carryOut: async (tx, { link }) => {
        requireVersion(link, version)
        requireState(link, ['active', 'suspended', 'stopped'])
        const columns = await columnsOf(tx, link.territory, input)
        if (columns.other_territory_code !== link.otherTerritory) {
          throw malformed([{ field: 'body.application', expected: 'an application of the territory of this link' }])
        }
        await once(() =>
          tx
            .updateTable('platform_link')
            .set({ ...columns, version: version + 1, next_call_at: now() })
            .where('id', '=', id)
            .execute(),
        )
        return { id, version: version + 1 }
      },
      trace: () => ({ detail: describe(input) }),
    }),
    move: (id, version, state) => ({
      action: state === 'suspended' ? 'link.suspend' : 'link.set',
      load: load(id),
      carryOut: async (tx, { link }) => {
        requireVersion(link, version)
        requireState(link, movedFrom[state])
        await tx
          .updateTable('platform_link')
          .set({ state, version: version + 1, next_call_at: now(), ...(state === 'active' ? { failures: 0 } : {}) })
          .where('id', '=', id)
          .execute()
        if (state === 'ended') await forgetHeard(tx, id)
        return { id, version: version + 1 }
      },
      trace: ({ link }) => ({ detail: { from: link.state, state } }),
    }),
    callNow: (id) => ({
      action: 'link.set',
      load: load(id),
      carryOut: async (tx, { link }) => {
        requireState(link, ['active'])
        await tx.updateTable('platform_link').set({ next_call_at: now() }).where('id', '=', id).execute()
        return { id }
      },
      trace: () => ({ detail: { call: 'now' } }),
    }),
  }

  /** @throws {Problem} `REQUEST_MALFORMED`, `SOURCE_HOST_CLOSED` */
  async function columnsOf(tx: Tx, territory: TerritoryCode, input: LinkInput) {
    const { baseUrl, application, relation } = input
    const other = await territoryOf(tx, application)
    const reach = other === undefined ? undefined : territories().reach(territory, other)
    const log = originOf(input.verifierKeys)
    const faults = [
      ...(new URL(baseUrl).protocol === 'https:' || isLoopback(hostOf(baseUrl))
        ? []
        : [{ field: 'body.baseUrl', expected: 'https, unless on this machine' }]),
      ...(reach === (relation === 'lower' ? 'below' : 'above')
        ? []
        : [
            {
              field: 'body.application',
              expected: `an active application of an organisation in a territory ${relation === 'lower' ? 'below' : 'above'} this one`,
            },
          ]),
      ...(log === undefined
        ? [{ field: 'body.verifierKeys', expected: 'verifier keys of one log, as its /log/keys gives them' }]
        : log === origin
          ? [{ field: 'body.verifierKeys', expected: 'keys of the other platform, these are our own' }]
          : []),
    ]
    if (faults.length > 0 || other === undefined || log === undefined) throw malformed(faults)
    if (!hosts.has(hostOf(baseUrl))) throw new Problem({ code: 'SOURCE_HOST_CLOSED', host: hostOf(baseUrl) })
    return {
      name: input.name,
      relation,
      other_territory_code: other,
      application_id: application,
      client_id: input.clientId,
      base_url: baseUrl,
      calls: input.calls,
      origin: log,
      verifier_keys: [...input.verifierKeys],
      every_seconds: input.everySeconds,
    }
  }
}

const movedFrom: Readonly<Record<'active' | 'suspended' | 'ended', readonly LinkState[]>> = {
  active: ['suspended', 'stopped'],
  suspended: ['active'],
  ended: ['active', 'suspended', 'stopped'],
}

/** Territory of the organisation that an active application belongs to. */
async function territoryOf(tx: Db | Tx, application: string): Promise<TerritoryCode | undefined> {
  const row = await tx
    .selectFrom('application as a')
    .innerJoin('organization as o', 'o.id', 'a.organization_id')
    .select('o.territory_code')
    .where('a.id', '=', application)
    .where('a.status', '=', 'active')
    .executeTakeFirst()
  return row?.territory_code as TerritoryCode | undefined
}

/** The log that all the keys are of; undefined when they are none or of several. */
function originOf(lines: readonly string[]): string | undefined {
  try {
    const names = new Set(lines.map((line) => toVerifier(line).name))
    return names.size === 1 ? [...names][0] : undefined
  } catch (error) {
    if (error instanceof LogError) return undefined
    throw error
  }
}

/** What the record says of a link: whom it is to and whom it trusts. */
function describe({ name, relation, baseUrl, calls, application, verifierKeys }: LinkInput) {
  return { name, relation, host: hostOf(baseUrl), calls, application, verifierKeys }
}

/** An ended link keeps what was exchanged, and nothing of what was heard. */
async function forgetHeard(tx: Tx, link: string): Promise<void> {
  await tx.deleteFrom('foreign_entry').where('link_id', '=', link).execute()
  await tx.deleteFrom('foreign_grant').where('link_id', '=', link).execute()
  await tx.deleteFrom('link_told').where('link_id', '=', link).execute()
}

async function once<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (violatedConstraint(error) === 'platform_link_one_for_application')
      throw new Problem({ code: 'DUPLICATE', field: 'application' })
    throw error
  }
}

function malformed(faults: readonly FieldProblem[]): Problem {
  return new Problem({ code: 'REQUEST_MALFORMED', faults })
}

function requireVersion({ version }: Link, given: number): void {
  if (version !== given) throw new Problem({ code: 'VERSION_CONFLICT', current: version, given })
}

function requireState({ state }: Link, allowed: readonly LinkState[]): void {
  if (!allowed.includes(state)) throw new Problem({ code: 'STATE_CONFLICT', what: '平台对接', state })
}
