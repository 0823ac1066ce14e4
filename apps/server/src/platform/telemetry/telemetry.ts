import { AsyncLocalStorage } from 'node:async_hooks'
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Tracer,
} from '@opentelemetry/api'
import { parseTraceParent } from '@opentelemetry/core'
import { acceptedAttributes, spanName, type SpanAttributes, type SpanKindName } from './span-attributes.ts'
import { outcomeOf } from './outcome.ts'

/** Something under way that is told of when it has ended. */
export interface OpenSpan {
  readonly context: Context
  set(attributes: SpanAttributes): void
  /** What it says of a fault or a refusal: codes and clauses, never a message. */
  fail(error: unknown): void
  end(): void
}

/** Where a span hangs; below what is under way here when not said. */
export interface SpanPlace {
  /** `undefined`: below nothing. */
  readonly below?: Context | undefined
  /** Others that it is done for as well. */
  readonly links?: readonly Context[]
  readonly since?: Date
}

/** Spans by what became of them. */
export interface SpanCounts {
  readonly exported: number
  /** The queue was full. */
  readonly dropped: number
  /** The receiver did not take them. */
  readonly failed: number
}

/**
 * Tells an operator's receiver what the process does, as OpenTelemetry spans. Whoever has none has no object of this kind:
 * nothing is called, nothing is made (ADR 0039).
 */
export interface Telemetry {
  /** Starts a span; the caller MUST end it. */
  open(kind: SpanKindName, attributes: SpanAttributes, place?: SpanPlace): OpenSpan
  /** What work starts from here on hangs below the span. */
  run<T>(context: Context, work: () => T): T
  /** Work as a span: it ends with it, and says how. */
  within<T>(
    kind: SpanKindName,
    attributes: SpanAttributes,
    work: (span: OpenSpan) => Promise<T>,
    place?: SpanPlace,
  ): Promise<T>
  /** What is under way here; undefined when nothing is that is told of. */
  here(): Context | undefined
  /** Continues what a caller has begun (W3C Trace Context); whatever is not of that form is as if it were not there. */
  continued(traceparent: unknown): Context | undefined
  /** For whom we call; undefined when nothing is under way. */
  traceparent(): string | undefined
  counts(): SpanCounts
  /** Sends what waits, as far as that goes quickly. */
  close(): Promise<void>
}

const kinds: Partial<Record<SpanKindName, SpanKind>> = {
  request: SpanKind.SERVER,
  transaction: SpanKind.CLIENT,
  statement: SpanKind.CLIENT,
}

/** Below a span of ours that is left out by its ratio everything is, without being asked again. */
function isLeftOut(below: Context): boolean {
  const span = trace.getSpanContext(below)
  return span !== undefined && span.isRemote !== true && (span.traceFlags & TraceFlags.SAMPLED) === 0
}

function leftOut(context: Context): OpenSpan {
  return { context, set: nothing, fail: nothing, end: nothing }
}
const nothing = (): void => undefined

/** Links of one span at most. */
const mostLinks = 50

export function createTelemetry(deps: {
  readonly tracer: Tracer
  readonly counts: () => SpanCounts
  readonly close: () => Promise<void>
}): Telemetry {
  const { tracer, counts, close } = deps
  const under = new AsyncLocalStorage<Context>()
  const here = (): Context | undefined => under.getStore()

  const open: Telemetry['open'] = (kind, attributes, place = {}) => {
    const below = ('below' in place ? place.below : here()) ?? ROOT_CONTEXT
    if (isLeftOut(below)) return leftOut(below)
    const said = acceptedAttributes(attributes)
    const links = (place.links ?? []).slice(0, mostLinks).flatMap((context) => {
      const linked = trace.getSpanContext(context)
      return linked === undefined ? [] : [{ context: linked }]
    })
    const span = tracer.startSpan(
      spanName(kind, said),
      {
        kind: kinds[kind] ?? SpanKind.INTERNAL,
        attributes: said as Record<string, string | number | string[]>,
        links,
        ...(place.since === undefined ? {} : { startTime: place.since }),
      },
      below,
    )
    const set = (more: SpanAttributes): void => {
      if (!span.isRecording()) return
      span.setAttributes(acceptedAttributes(more) as Record<string, string | number | string[]>)
      if (more['error.type'] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR })
    }
    return {
      context: trace.setSpan(below, span),
      set,
      fail: (error) => set(outcomeOf(error)),
      end: () => span.end(),
    }
  }
  const run: Telemetry['run'] = (context, work) => under.run(context, work)

  return {
    open,
    run,
    within: async (kind, attributes, work, place) => {
      const span = open(kind, attributes, place)
      try {
        return await run(span.context, () => work(span))
      } catch (error) {
        span.fail(error)
        throw error
      } finally {
        span.end()
      }
    },
    here,
    continued: (traceparent) => {
      if (typeof traceparent !== 'string') return undefined
      const caller = parseTraceParent(traceparent)
      // `tracestate` is left where it is: it is free text of the caller's, and would leave with every span.
      return caller === null ? undefined : trace.setSpanContext(ROOT_CONTEXT, { ...caller, isRemote: true })
    },
    traceparent: () => {
      const context = here()
      const span = context === undefined ? undefined : trace.getSpanContext(context)
      if (span === undefined) return undefined
      return `00-${span.traceId}-${span.spanId}-0${span.traceFlags & TraceFlags.SAMPLED}`
    },
    counts,
    close,
  }
}
