import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Numbers of this process for operators. Labels are route patterns and codes, never ids or values. */
export interface Metrics {
  readonly registry: Registry
  readonly requests: Histogram<'method' | 'route' | 'status'>
  readonly refusals: Counter<'action' | 'reason'>
  readonly released: Counter<'mode'>
  readonly limited: Counter<'policy'>
  readonly logSize: Gauge
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
    logSize: new Gauge({ name: 'fadu_log_tree_size', help: 'Entries in the evidence log', registers }),
  }
}
