import type { Clause, Ground } from '../citation/index.ts'
import type { CivilDate, ClauseId, PackId, TerritoryCode } from '../shared/index.ts'
import { baseActions, createDecider, type ActionDeclaration, type CedarApi, type Decider } from '../policy/index.ts'
import type { ProcedureDefinition } from '../procedure/definition.ts'
import { withDuties } from './duties.ts'
import { checkActions, checkInRegime, checkPacks, checkPolicies, inForceTogether } from './check-book.ts'
import { PackError, type PackIssue } from './issues.ts'
import { joinForms } from './join-forms.ts'
import type { FormDefinition, Instrument, LimitValue, Pack, PeriodValue, Term } from './pack.ts'
import { ranks } from './rank.ts'

/** The law of one territory: its packs, nearest first, and what follows from reading them together. */
export interface Regime {
  readonly name: string
  readonly packs: readonly Pack[]
  readonly decider: Decider
  /** Label of the weakest standing among the territorial packs: a draft makes every result a draft result. */
  readonly draft: boolean
  clause(id: ClauseId): Clause | undefined
  /** Whether a citation names a clause, or an article or paragraph that has some. */
  cites(cite: string): boolean
  /** Clauses as grounds. An id that names a whole article or paragraph stands for its lead sentence and items. */
  grounds(cites: readonly ClauseId[], rule: string): readonly Ground[]
  /** The regime's word for a generic concept; the nearest pack speaks first. */
  term(concept: string): Term | undefined
  /** Forms of the same name are joined: a profile may add fields, never drop them. */
  form(name: string): FormDefinition | undefined
  /** The course of law: from the nearest pack that defines one. */
  procedure(name: string): { readonly definition: ProcedureDefinition; readonly pack: Pack } | undefined
  readonly procedures: readonly string[]
  /** Of two values that bind the stricter holds; law outranks policy, and of two policies the nearest speaks. */
  period(name: string, on: CivilDate): PeriodValue | undefined
  /** The fewest that a text of law sets; where none sets a number, what the nearest policy says. */
  limit(name: string, on: CivilDate): LimitValue | undefined
  readonly instruments: readonly Instrument[]
  /** True conflicts between its packs, which rank has settled. */
  readonly settled: readonly Settlement[]
}

/** Two texts that cannot both hold: the one of higher rank prevails. */
export interface Settlement {
  readonly period: string
  readonly prevails: PackId
  readonly yields: PackId
}

export interface LawBook {
  readonly packs: readonly Pack[]
  readonly actions: readonly ActionDeclaration[]
  /**
   * The regime of a territory: its packs, what they build on, and the platform's own rules.
   *
   * @param path - The territory and everything above it, nearest first. A territory without a pack has the platform's.
   * @param on - Leaves out packs not in force on that day; without it every pack applies, in force or not.
   */
  regimeOf(path: readonly TerritoryCode[], on?: CivilDate): Regime
  /** The regime in which a pack's own cases are told: the pack, those of the territories around it, and the platform's. */
  regimeOfPack(pack: Pack): Regime
  /** Rules that hold everywhere, for acts that belong to no territory. */
  readonly platform: Regime
}

/**
 * Binds packs into one law book: declares the acts of their procedures, validates every rule against the one schema and
 * checks what only shows when packs stand side by side.
 *
 * @throws {PackError} when a pack it builds on is missing, a rule does not fit the schema, a clause, form, period or word
 *   that a pack names does not exist in its regime, or two packs contradict each other and nothing settles it.
 */
export function composeLawBook(cedar: CedarApi, written: readonly Pack[]): LawBook {
  assertSound(checkPacks(written))
  const { packs, issues } = withDuties(written)
  assertSound(issues)
  assertSound(checkActions(packs, baseActions))
  const actions = [...baseActions, ...declareProcedureActions(packs)]
  assertSound(checkPolicies(cedar, packs, actions))

  const everywhere = packs.filter((p) => p.territory === '*')
  const composed = new Map<string, Regime>()
  const compose = (applying: readonly Pack[], holds: (pack: Pack) => boolean = () => true): Regime => {
    const governing = [...inOrder(applying.filter(holds), packs), ...everywhere].filter(holds)
    const name = governing.map((p) => `${p.id}@${p.version}`).join('+')
    const known = composed.get(name) ?? createRegime(cedar, name, governing, actions)
    composed.set(name, known)
    return known
  }
  const regimeOf: LawBook['regimeOf'] = (path, on) => {
    const applying = path.flatMap((code) => sorted(packs.filter((p) => p.territory === code)))
    return on === undefined ? compose(applying) : compose(applying, (pack) => isInForce(pack, on))
  }
  const local = packs.filter((p) => p.territory !== '*')
  const regimeOfPack = (pack: Pack): Regime => compose(pack.territory === '*' ? [] : governingPacks(pack, local))
  assertSound(packs.flatMap((pack) => checkInRegime(pack, regimeOfPack(pack))))
  return { packs, actions, regimeOf, regimeOfPack, platform: compose([]) }
}

function assertSound(issues: readonly PackIssue[]): void {
  if (issues.length > 0) throw new PackError(issues)
}

function isInForce({ inForceFrom, repealedOn }: Pack, on: CivilDate): boolean {
  return (inForceFrom === undefined || inForceFrom <= on) && (repealedOn === undefined || on < repealedOn)
}

/**
 * The packs that stand beside this one where it holds: of its territory and of those around it, nearest first. A text that
 * it replaces, or that replaces it, is not read together with it.
 */
function governingPacks(pack: Pack, local: readonly Pack[]): readonly Pack[] {
  const around = sorted(local.filter((p) => covers(p.territory, pack.territory) && inForceTogether(p, pack)))
  return around.toSorted((a, b) => significant(b.territory).length - significant(a.territory).length)
}

/** Division codes are hierarchical: 330212000000 lies in 330200000000, which lies in 330000000000. */
function covers(outer: string, inner: string): boolean {
  return inner.startsWith(significant(outer))
}

function significant(code: string): string {
  const length = [2, 4, 6, 9].find((digits) => /^0*$/.test(code.slice(digits)))
  return code.slice(0, length)
}

/** Within one territory: what builds on another before it, then the lower rank, then the later text. */
function sorted(packs: readonly Pack[]): readonly Pack[] {
  return packs.toSorted(
    (a, b) =>
      Number(a.buildsOn.includes(b.id) ? -1 : b.buildsOn.includes(a.id)) ||
      ranks.indexOf(b.rank) - ranks.indexOf(a.rank) ||
      (b.inForceFrom ?? '').localeCompare(a.inForceFrom ?? ''),
  )
}

/** Packs with all that they build on, each once; a base comes after what builds on it. */
function inOrder(applying: readonly Pack[], packs: readonly Pack[]): readonly Pack[] {
  const bases = (pack: Pack): readonly Pack[] =>
    pack.buildsOn.flatMap((id) => {
      const base = packs.find((p) => p.id === id)!
      return [base, ...bases(base)]
    })
  const all = [...applying, ...applying.flatMap(bases)].filter((p) => p.territory !== '*')
  return [...new Set(all)]
}

function createRegime(
  cedar: CedarApi,
  name: string,
  packs: readonly Pack[],
  actions: readonly ActionDeclaration[],
): Regime {
  const clauses = new Map(packs.flatMap((p) => [...p.clauses]))
  const packOf = new Map(packs.map((p) => [p.id, p]))
  const forms = new Map<string, FormDefinition | undefined>()
  const nearest = <T>(pick: (pack: Pack) => T | undefined): T | undefined => {
    for (const pack of packs) {
      const found = pick(pack)
      if (found !== undefined) return found
    }
    return undefined
  }
  const groundOf = (clause: Clause, rule: string): Ground => {
    const pack = packOf.get(clause.pack)!
    return { clause: clause.id, pack: pack.id, source: pack.source, standing: pack.standing, text: clause.text, rule }
  }
  const cited = (cite: string): readonly Clause[] => {
    const exact = clauses.get(cite as ClauseId)
    return exact === undefined ? [...clauses.values()].filter((c) => c.id.startsWith(`${cite}-`)) : [exact]
  }
  return {
    name,
    packs,
    draft: packs.some((p) => p.standing === 'draft'),
    decider: createDecider(cedar, name, packs, actions),
    clause: (id) => clauses.get(id),
    cites: (cite) => cited(cite).length > 0,
    grounds: (cites, rule) => cites.flatMap((cite) => cited(cite).map((clause) => groundOf(clause, rule))),
    term: (concept) => nearest((p) => p.terms.get(concept)),
    form: (formName) => {
      if (!forms.has(formName)) {
        forms.set(formName, joinForms(packs.map((p) => p.forms.get(formName)).filter((f) => f !== undefined)))
      }
      return forms.get(formName)
    },
    procedure: (procedureName) =>
      nearest((pack) => {
        const definition = pack.procedures.get(procedureName)
        return definition === undefined ? undefined : { definition, pack }
      }),
    procedures: [...new Set(packs.flatMap((p) => [...p.procedures.keys()]))],
    period: (periodName, on) => prevailing(packs, periodName, on)?.value,
    limit: (limitName, on) => prevailingLimit(packs, limitName, on),
    instruments: nearestOfEach(packs.flatMap((p) => p.instruments)),
    settled: settlementsOf(packs),
  }
}

/** The clauses that the texts of a regime bind to a guard; none where they bind none, and the guard is then not kept. */
export function guardCites({ packs }: Pick<Regime, 'packs'>, guard: string): readonly ClauseId[] {
  const bindings = packs.flatMap((pack) => pack.guards).filter((binding) => binding.guard === guard)
  return [...new Set(bindings.flatMap(({ cites }) => cites))]
}

function nearestOfEach(instruments: readonly Instrument[]): readonly Instrument[] {
  const byId = new Map<string, Instrument>()
  for (const instrument of instruments) if (!byId.has(instrument.id)) byId.set(instrument.id, instrument)
  return [...byId.values()]
}

/** The value that holds on a day: the latest that has begun; a draft's single value holds while the draft is applied. */
function valueOn<V extends PeriodValue | LimitValue>(values: readonly V[] | undefined, on: CivilDate): V | undefined {
  return values
    ?.filter((v) => v.from === undefined || v.from <= on)
    .toSorted((a, b) => (a.from ?? '').localeCompare(b.from ?? ''))
    .at(-1)
}

interface Speaking {
  readonly pack: Pack
  readonly value: PeriodValue
}

/**
 * Law outranks policy. Of values that bind in one unit the shortest is the strictest; of two in different units neither is,
 * and the text of the higher rank prevails (two of one rank were refused when the packs were composed). A time that each
 * notice sets itself yields to any number. Policies fill a gap and are not duties: the nearest authority's stands, be it
 * longer than the operator's default.
 *
 * @param packs - Nearest first.
 */
function prevailing(packs: readonly Pack[], period: string, on: CivilDate): Speaking | undefined {
  const speaking = packs.flatMap((pack): readonly Speaking[] => {
    const value = valueOn(pack.periods.get(period), on)
    return value === undefined ? [] : [{ pack, value }]
  })
  const binding = speaking.filter(({ value }) => value.basis !== 'policy')
  if (binding.length === 0) return speaking[0]
  const numbered = binding.filter(({ value }) => value.entered !== true)
  return strictest(numbered.length > 0 ? numbered : binding)
}

/** @param packs - Nearest first. */
function prevailingLimit(packs: readonly Pack[], name: string, on: CivilDate): LimitValue | undefined {
  const speaking = packs.flatMap((pack) => valueOn(pack.limits.get(name), on) ?? [])
  // Where a least is named, what is counted is a term of keeping: the longest does justice to every text.
  if (speaking.some(({ least }) => least !== undefined))
    return speaking.reduce((longest, other) => (other.most > longest.most ? other : longest))
  const binding = speaking.filter(({ basis }) => basis !== 'policy')
  if (binding.length === 0) return speaking[0]
  return binding.reduce((fewest, other) => (other.most < fewest.most ? other : fewest))
}

/** The shortest in the unit of the highest rank; of several alike the nearest. Not pair by pair: that would hang on their order. */
function strictest(binding: readonly Speaking[]): Speaking {
  const { unit } = highest(binding).value
  const comparable = binding.filter(({ value }) => value.unit === unit)
  return comparable.reduce((best, other) => (other.value.length < best.value.length ? other : best))
}

function highest(binding: readonly Speaking[]): Speaking {
  const place = ({ pack }: Speaking): number => ranks.indexOf(pack.rank)
  return binding.reduce((best, other) => (place(other) < place(best) ? other : best))
}

/** Periods that packs which bind count in different units: those in another unit than the highest yield to it. */
function settlementsOf(packs: readonly Pack[]): readonly Settlement[] {
  const periods = new Set(packs.flatMap((pack) => [...pack.periods.keys()]))
  return [...periods].flatMap((period) => {
    const binding = packs.flatMap((pack): readonly Speaking[] => {
      const value = pack.periods.get(period)?.find((v) => v.basis !== 'policy' && v.entered !== true)
      return value === undefined ? [] : [{ pack, value }]
    })
    if (binding.length === 0) return []
    const { pack: prevailing, value } = highest(binding)
    return binding
      .filter((other) => other.value.unit !== value.unit)
      .map(({ pack }): Settlement => ({ period, prevails: prevailing.id, yields: pack.id }))
  })
}

/** `share.request.approve` exists because a procedure says so; its facts are those of every procedural act. */
function declareProcedureActions(packs: readonly Pack[]): readonly ActionDeclaration[] {
  const ids = new Set(
    packs.flatMap((pack) =>
      [...pack.procedures.values()].flatMap((definition) => [
        `${definition.name}.open`,
        ...[...definition.states.values()].flatMap((state) =>
          [...state.actions.keys()].map((a) => `${definition.name}.${a}`),
        ),
      ]),
    ),
  )
  return [...ids].map((id) => ({ id, principals: ['Account'], resource: 'Case', context: 'Procedure' }))
}
