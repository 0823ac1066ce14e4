import type { Acts } from '../acts/acts.ts'
import type { GroupedOptions } from '../grouped.ts'
import { createGrouped } from '../grouped.ts'
import type { Gate } from '../law/gate.ts'
import type { EvidenceLog } from '../log/evidence-log.ts'
import type { Release } from '../release/release.ts'
import { groundsSaid } from './outcome.ts'
import type { JobKind, SpanAttributes } from './span-attributes.ts'
import type { Telemetry } from './telemetry.ts'

// Each of these stands around one part of the platform and gives the part itself back when nothing is told of: who has no
// receiver runs the same functions as before, and not one more.

/** Tells of each decision: what was asked, under which law, and what settled it. */
export function tracedGate(gate: Gate, telemetry: Telemetry | undefined): Gate {
  if (telemetry === undefined) return gate
  return {
    ...gate,
    decide: (asked) => {
      if (telemetry.here() === undefined) return gate.decide(asked)
      const regime = asked.resource.regime ?? gate.regimeFor(asked.resource.territory)
      const packs = regime.packs.map((pack) => pack.id)
      const span = telemetry.open('decision', { 'fadu.action': asked.action, 'fadu.regime': packs })
      try {
        const decision = gate.decide(asked)
        span.set({ 'fadu.outcome': decision.effect, ...groundsSaid(decision.because) })
        return decision
      } catch (error) {
        span.fail(error)
        throw error
      } finally {
        span.end()
      }
    },
  }
}

/** Tells of each act and of each reading that is asked for. */
export function tracedActs(acts: Acts, telemetry: Telemetry | undefined): Acts {
  if (telemetry === undefined) return acts
  return {
    perform: (principal, act, request) =>
      telemetry.within('act', { 'fadu.action': act.action }, async (span) => {
        const performed = await acts.perform(principal, act, request)
        span.set({ 'fadu.outcome': 'done', ...groundsSaid(performed.act.grounds) })
        return performed
      }),
    within: (tx, principal, act) =>
      telemetry.within('act', { 'fadu.action': act.action }, async (span) => {
        const performed = await acts.within(tx, principal, act)
        span.set({ 'fadu.outcome': 'done', ...groundsSaid(performed.act.grounds) })
        return performed
      }),
    authorize: (principal, action, resource, context) =>
      telemetry.within('act', { 'fadu.action': action }, async (span) => {
        const decision = await acts.authorize(principal, action, resource, context)
        span.set({ 'fadu.outcome': decision.effect })
        return decision
      }),
  }
}

/** Tells of each release: how it was decided and how many rows it gave. */
export function tracedRelease(release: Release, telemetry: Telemetry | undefined): Release {
  if (telemetry === undefined) return release
  return (request) =>
    telemetry.within('release', { 'fadu.action': request.action }, async (span) => {
      const released = await release(request)
      span.set({ 'fadu.outcome': 'done', 'fadu.rows': released.rows.length, ...groundsSaid(released.grounds) })
      return released
    })
}

/** Tells of each round of the sequencer that took something in or failed; it looks four times a second. */
export function tracedLog(log: EvidenceLog, telemetry: Telemetry | undefined): EvidenceLog {
  if (telemetry === undefined) return log
  const tell = (since: Date, said: SpanAttributes, error?: unknown): void => {
    const span = telemetry.open('sequencer', said, { since })
    if (error !== undefined) span.fail(error)
    span.end()
  }
  return {
    ...log,
    integrate: async () => {
      const since = new Date()
      try {
        const size = await log.integrate()
        if (size !== undefined) tell(since, { 'fadu.outcome': 'done', 'fadu.log.size': size })
        return size
      } catch (error) {
        tell(since, {}, error)
        throw error
      }
    },
  }
}

/** Tells of each pass of background work. It belongs to nobody's request, whoever set it off. */
export function tracedPass<A extends unknown[], T>(
  job: JobKind,
  pass: (...given: A) => Promise<T>,
  telemetry: Telemetry | undefined,
): (...given: A) => Promise<T> {
  if (telemetry === undefined) return pass
  return (...given) =>
    telemetry.within(
      'job',
      { 'fadu.job': job },
      async (span) => {
        const result = await pass(...given)
        span.set({ 'fadu.outcome': 'done' })
        return result
      },
      { below: undefined },
    )
}

/** `createGrouped` that tells of each round and of how many it was for: below the first of them, with links to the others. */
export function tracedGrouped<I, O>(
  group: NonNullable<SpanAttributes['fadu.group']>,
  options: GroupedOptions<I, O>,
  telemetry: Telemetry | undefined,
): (item: I) => Promise<O> {
  if (telemetry === undefined) return createGrouped(options)
  const grouped = createGrouped<{ readonly item: I; readonly from: ReturnType<Telemetry['here']> }, O>({
    ...options,
    run: (waiting) => {
      const [first, ...others] = waiting.flatMap(({ from }) => (from === undefined ? [] : [from]))
      return telemetry.within(
        'group',
        { 'fadu.group': group, 'fadu.group.size': waiting.length },
        () => options.run(waiting.map(({ item }) => item)),
        { below: first, links: others },
      )
    },
  })
  return (item) => grouped({ item, from: telemetry.here() })
}
