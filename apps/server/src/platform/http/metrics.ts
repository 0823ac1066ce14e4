import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { SpanCounts } from '../telemetry/telemetry.ts'
import { circuitNames, type PoolCondition } from '../db/guarded-pool.ts'

/** Numbers of this process for operators. Labels are route patterns and codes, never ids or values. */
export interface Metrics {
  readonly registry: Registry
  readonly requests: Histogram<'method' | 'route' | 'status'>
  readonly refusals: Counter<'action' | 'reason'>
  readonly released: Counter<'mode'>
  readonly limited: Counter<'policy'>
  readonly logSize: Gauge
  /** What is watched, and over what it is an alert; units stand in the names of the signals. */
  readonly watched: Gauge<'signal'>
  readonly watchLimit: Gauge<'signal'>
  /** Instants, in seconds since 1970; 0: never. */
  readonly backupTaken: Gauge
  readonly drillPassedAt: Gauge
  readonly drillPassed: Gauge
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'fadu_' })
  const registers = [registry]
  return {
    registry,
    requests: new Histogram({
      name: 'fadu_http_request_seconds',
      help: 'Time to answer, by route pattern',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    refusals: new Counter({
      name: 'fadu_refusals_total',
      help: 'Acts refused by law',
      labelNames: ['action', 'reason'],
      registers,
    }),
    released: new Counter({
      name: 'fadu_rows_released_total',
      help: 'Rows that left through release()',
      labelNames: ['mode'],
      registers,
    }),
    limited: new Counter({
      name: 'fadu_requests_limited_total',
      help: 'Requests that found their rate limit used up',
      labelNames: ['policy'],
      registers,
    }),
    backupTaken: new Gauge({
      name: 'fadu_backup_timestamp_seconds',
      help: 'When the last backup was taken; 0: never',
      registers,
    }),
    drillPassedAt: new Gauge({
      name: 'fadu_backup_drill_timestamp_seconds',
      help: 'When a backup was last restored aside and found whole; 0: never',
      registers,
    }),
    drillPassed: new Gauge({
      name: 'fadu_backup_drill_passed',
      help: 'Whether the last restore drill found the backup whole',
      registers,
    }),
    watched: new Gauge({
      name: 'fadu_watch_measured',
      help: 'What is watched; the unit stands in the name of the signal',
      labelNames: ['signal'],
      registers,
    }),
    watchLimit: new Gauge({
      name: 'fadu_watch_limit',
      help: 'Over what a signal is an alert',
      labelNames: ['signal'],
      registers,
    }),
    logSize: new Gauge({ name: 'fadu_log_tree_size', help: 'Entries in the evidence log', registers }),
  }
}

/** Tells with the other numbers how the database is met, as it is when it is asked. */
export function watchDatabase({ registry }: Metrics, condition: () => PoolCondition): void {
  const registers = [registry]
  new Gauge({
    name: 'fadu_database_circuit',
    help: '1 for the state in which the database is: closed (used), open (left alone), halfOpen (one tries it)',
    labelNames: ['state'],
    registers,
    collect() {
      const { circuit } = condition()
      for (const state of circuitNames) this.set({ state }, state === circuit ? 1 : 0)
    },
  })
  new Gauge({
    name: 'fadu_database_waiting',
    help: 'Callers that wait for a connection to the database',
    registers,
    collect() {
      this.set(condition().waiting)
    },
  })
}

/** Tells what became of the spans, as it is when it is asked. */
export function watchTelemetry({ registry }: Metrics, counts: () => SpanCounts): void {
  new Counter({
    name: 'fadu_trace_spans_total',
    help: 'Spans by what became of them: exported, dropped (the queue was full), failed (the receiver did not take them)',
    labelNames: ['outcome'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [outcome, spans] of Object.entries<number>({ ...counts() })) this.inc({ outcome }, spans)
    },
  })
}
