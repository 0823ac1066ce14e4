import {
  isSettable,
  neededForFixedPeriod,
  type CivilDate,
  type Instrument,
  type LawBook,
  type PeriodUnit,
  type PeriodValue,
  type Rank,
  type Regime,
  type Standing,
  type TerritoryCode,
} from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import { violatedConstraint, type Db, type Tx } from '../../platform/db/open-database.ts'
import { decodeCursor, encodeCursor, type Page } from '../../platform/http/page.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { notFound, Problem, Refused } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { territoryResource } from '../org/index.ts'
import { renewAdditions, type LawAdditions } from './additions.ts'
import { rankText } from './views.ts'

export interface InstrumentInput {
  readonly id: string
  readonly territory: string
  readonly title: string
  readonly rank: Rank
  readonly inForce: CivilDate
  readonly repealed: CivilDate | undefined
  readonly provisions: readonly string[]
}

/** An instrument of the registry, of a pack or entered. */
export interface InstrumentView {
  readonly id: string
  readonly title: string
  readonly rank: Rank
  /** What the regime calls the rank. */
  readonly rankText: string
  readonly inForceFrom: CivilDate
  readonly repealedOn: CivilDate | null
  /** Provisions that may be cited; empty: any. */
  readonly provisions: readonly string[]
  readonly origin: 'pack' | 'authority'
  readonly pack: string | null
  readonly territory: string
  readonly enteredBy: string | null
  readonly enteredAt: string | null
}

/** One length of a period over time, of a pack or set by an authority. */
export interface DatedValue {
  readonly origin: 'pack' | 'authority'
  readonly pack: string | null
  readonly territory: string
  readonly from: CivilDate | null
  readonly unit: PeriodUnit
  readonly length: number
  /** Set in each notice; `length` says nothing then. */
  readonly entered: boolean
  readonly basis: Standing
  readonly cites: readonly string[]
  readonly reading: string | null
  readonly enteredBy: string | null
  readonly enteredAt: string | null
}

/** What authorities add to the law while the platform runs, and what then holds. */
export interface LawService {
  /** The law of a territory with what its authorities have added: today's, or that of the packs in force on a day. */
  regimeOf(territory: string, on?: CivilDate): Promise<Regime>
  instrumentsOf(territory: string, limit: number, cursor: string | undefined): Promise<Page<InstrumentView>>
  enterInstrument(principal: AccountPrincipal, input: InstrumentInput): Act<ActFacts, InstrumentView>
  repealInstrument(principal: AccountPrincipal, id: string, on: CivilDate): Act<ActFacts, InstrumentView>
  /** All values of a period that hold or held in a territory, nearest first, latest first. */
  valuesOf(territory: string, period: string): Promise<readonly DatedValue[]>
  setPolicyValue(
    principal: AccountPrincipal,
    input: { readonly territory: string; readonly period: string; readonly length: number; readonly from: CivilDate },
  ): Act<SettingFacts, PeriodValue>
}

interface SettingFacts extends ActFacts {
  readonly regime: Regime
  /** What holds on the day from which the new value is to hold. */
  readonly written: PeriodValue
}

export function createLawService(deps: {
  readonly db: Db
  readonly book: LawBook
  readonly gate: Gate
  readonly additions: LawAdditions
  readonly territories: () => TerritoryTree
}): LawService {
  const { db, book, gate, additions, territories } = deps

  const pathOf = (territory: string): readonly TerritoryCode[] => {
    if (territories().get(territory) === undefined) throw notFound('地区')
    return territories().path(territory)
  }
  const regimeOf = (tx: Db | Tx, territory: string, on: CivilDate | undefined): Promise<Regime> => {
    const path = pathOf(territory)
    const [own] = path
    return additions.regimeWith(tx, own!, on === undefined ? gate.regimeFor(own) : book.regimeOf(path, on))
  }

  return {
    regimeOf: (territory, on) => regimeOf(db, territory, on),

    instrumentsOf: async (territory, limit, cursor) => {
      const path = pathOf(territory)
      const [after] = cursor === undefined ? [''] : decodeCursor(cursor, ['text'])
      const regime = gate.regimeFor(path[0])
      const entered = await selectInstruments(db)
        .where('instrument.territory_code', 'in', [...path])
        .where('instrument.id', '>', after!)
        .orderBy('instrument.id')
        .limit(limit + 1)
        .execute()
      const own = regime.packs
        .flatMap((pack) => pack.instruments.map((i) => ofPack(regime, pack, i)))
        .filter(({ id }) => id > after!)
      // A pack that builds on another may name the same instrument; the nearest names it here.
      const once = [...new Map(own.toReversed().map((i) => [i.id, i])).values()]
      const added = entered.filter(({ id }) => !regime.instruments.some((i) => i.id === id))
      const all = [...once, ...added.map((row) => ofAuthority(regime, row))].toSorted((a, b) => (a.id < b.id ? -1 : 1))
      const items = all.slice(0, limit)
      return { items, next: all.length > limit ? encodeCursor([items.at(-1)!.id]) : null }
    },

    enterInstrument: (principal, input) => ({
      action: 'instrument.enter',
      load: () =>
        Promise.resolve({
          resource: territoryResource(territories(), input.territory),
          context: { rank: input.rank },
          trace: { subject: { type: 'Instrument', id: input.id } },
        }),
      carryOut: async (tx) => {
        if (book.packs.some((p) => p.instruments.some((i) => i.id === input.id))) {
          throw new Problem({ code: 'DUPLICATE', field: 'id' })
        }
        assertAfter(input.repealed, input.inForce, 'body.repealed')
        await renewAdditions(tx)
        const row = {
          id: input.id,
          territory_code: input.territory,
          title: input.title,
          rank: input.rank,
          in_force: input.inForce,
          repealed: input.repealed ?? null,
          provisions: [...input.provisions],
          entered_by: principal.id,
          entered_at: gate.now(),
          repealed_by: input.repealed === undefined ? null : principal.id,
          repealed_at: input.repealed === undefined ? null : gate.now(),
        }
        await unlessTaken(() => tx.insertInto('instrument').values(row).execute())
        return readInstrument(tx, input.id)
      },
      trace: (_, { rank, inForceFrom, repealedOn }) => ({ detail: { rank, inForceFrom, repealedOn } }),
    }),

    repealInstrument: (principal, id, on) => ({
      action: 'instrument.repeal',
      load: async (tx) => {
        const row = await tx.selectFrom('instrument').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
        if (row === undefined) throw notFound('依据文件')
        return {
          resource: territoryResource(territories(), row.territory_code),
          context: { rank: row.rank },
          trace: { subject: { type: 'Instrument', id } },
        }
      },
      carryOut: async (tx) => {
        const { title, inForceFrom, repealedOn } = await readInstrument(tx, id)
        if (repealedOn !== null) throw new Problem({ code: 'STATE_CONFLICT', what: title, state: repealedOn })
        assertAfter(on, inForceFrom, 'body.on')
        await renewAdditions(tx)
        await tx
          .updateTable('instrument')
          .set({ repealed: on, repealed_by: principal.id, repealed_at: gate.now() })
          .where('id', '=', id)
          .execute()
        return readInstrument(tx, id)
      },
      trace: () => ({ detail: { on } }),
    }),

    valuesOf: async (territory, period) => {
      const path = pathOf(territory)
      const regime = gate.regimeFor(path[0])
      const set = await db
        .selectFrom('policy_value')
        .innerJoin('account', 'account.id', 'policy_value.entered_by')
        .innerJoin('organization', 'organization.id', 'account.organization_id')
        .selectAll('policy_value')
        .select('organization.name as entered_by_name')
        .where('policy_value.territory_code', 'in', [...path])
        .where('policy_value.period', '=', period)
        .orderBy('policy_value.in_force_from', 'desc')
        .orderBy('policy_value.seq', 'desc')
        .execute()
      const reading = regime.term('reading.policyValue')?.text ?? null
      const ofAuthorities = set.map((row): DatedValue => ({
        origin: 'authority',
        pack: null,
        territory: row.territory_code,
        from: row.in_force_from,
        unit: row.unit as PeriodUnit,
        length: row.length,
        entered: false,
        basis: 'policy',
        cites: [],
        reading,
        enteredBy: row.entered_by_name,
        enteredAt: row.entered_at.toISOString(),
      }))
      const ofPacks = regime.packs.flatMap((pack) =>
        (pack.periods.get(period) ?? []).toReversed().map((value): DatedValue => ({
          origin: 'pack',
          pack: pack.id,
          territory: pack.territory,
          from: value.from ?? null,
          unit: value.unit,
          length: value.length,
          entered: value.entered === true,
          basis: value.basis,
          cites: value.cites,
          reading: value.reading ?? null,
          enteredBy: null,
          enteredAt: null,
        })),
      )
      if (ofPacks.length === 0) throw notFound('期限')
      const place = ({ territory: code }: DatedValue): number => {
        const found = path.findIndex((c) => c === code)
        return found === -1 ? path.length : found
      }
      return [...ofAuthorities, ...ofPacks].toSorted((a, b) => place(a) - place(b))
    },

    setPolicyValue: (principal, { territory, period, length, from }) => ({
      action: 'policyValue.set',
      load: (tx) => loadSetting(tx, territory, period, from),
      carryOut: async (tx, { regime, written }) => {
        if (!isSettable(written)) {
          throw new Refused({
            reason: { code: 'ACT_PERIOD_FIXED', period: regime.term(`period.${period}`)?.text ?? period },
            grounds: regime.grounds(written.cites, `period/${period}`),
            needed: neededForFixedPeriod(written),
          })
        }
        assertCountable(length, written.unit)
        if (from < gate.today()) {
          const faults = [
            { field: 'body.from', expected: `a day from ${gate.today()} on: running clocks keep their terms` },
          ]
          throw new Problem({ code: 'REQUEST_MALFORMED', faults })
        }
        await renewAdditions(tx)
        await tx
          .insertInto('policy_value')
          .values({
            territory_code: territory,
            period,
            length,
            unit: written.unit,
            in_force_from: from,
            entered_by: principal.id,
            entered_at: gate.now(),
          })
          .execute()
        const [own] = pathOf(territory)
        const now = await additions.regimeWith(tx, own!, regime)
        return now.period(period, from)!
      },
      trace: ({ written }) => ({ detail: { from, length, unit: written.unit, before: written.length } }),
    }),
  }

  /** What holds in the territory on that day: the packs in force then, and what was added for it. */
  async function loadSetting(tx: Tx, territory: string, period: string, from: CivilDate): Promise<SettingFacts> {
    const path = pathOf(territory)
    const regime = book.regimeOf(path, from)
    const written = (await additions.regimeWith(tx, path[0]!, regime)).period(period, from)
    if (written === undefined) throw notFound('期限')
    return {
      regime,
      written,
      resource: territoryResource(territories(), territory),
      trace: { subject: { type: 'Period', id: period } },
    }
  }

  async function readInstrument(tx: Tx, id: string): Promise<InstrumentView> {
    const row = await selectInstruments(tx).where('instrument.id', '=', id).executeTakeFirstOrThrow()
    return ofAuthority(gate.regimeFor(row.territory_code as TerritoryCode), row)
  }
}

type InstrumentRow = Awaited<ReturnType<ReturnType<typeof selectInstruments>['executeTakeFirstOrThrow']>>

function selectInstruments(db: Db | Tx) {
  return db
    .selectFrom('instrument')
    .innerJoin('account', 'account.id', 'instrument.entered_by')
    .innerJoin('organization', 'organization.id', 'account.organization_id')
    .selectAll('instrument')
    .select('organization.name as entered_by_name')
}

function ofPack(regime: Regime, pack: Regime['packs'][number], instrument: Instrument): InstrumentView {
  const { id, title, rank, inForceFrom, repealedOn } = instrument
  return {
    id,
    title,
    rank,
    rankText: rankText(regime, rank),
    inForceFrom,
    repealedOn: repealedOn ?? null,
    provisions: [],
    origin: 'pack',
    pack: pack.id,
    territory: pack.territory,
    enteredBy: null,
    enteredAt: null,
  }
}

function ofAuthority(regime: Regime, row: InstrumentRow): InstrumentView {
  const rank = row.rank as Rank
  return {
    id: row.id,
    title: row.title,
    rank,
    rankText: rankText(regime, rank),
    inForceFrom: row.in_force,
    repealedOn: row.repealed,
    provisions: row.provisions,
    origin: 'authority',
    pack: null,
    territory: row.territory_code,
    enteredBy: row.entered_by_name,
    enteredAt: row.entered_at.toISOString(),
  }
}

function assertAfter(day: CivilDate | undefined, first: CivilDate, field: string): void {
  if (day === undefined || day > first) return
  throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field, expected: `a day after ${first}` }] })
}

/** 0 exists for working days only and means 立即, as in a pack. */
function assertCountable(length: number, unit: PeriodUnit): void {
  if (length > 0 || unit === 'workingDay') return
  throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'body.value', expected: `at least 1 ${unit}` }] })
}

async function unlessTaken(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (violatedConstraint(error) === 'instrument_pk') throw new Problem({ code: 'DUPLICATE', field: 'id' })
    throw error
  }
}
