import { randomUUID } from 'node:crypto'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { TelemetryConfig } from '../config.ts'
import { SpanQueue } from './span-queue.ts'
import { createTelemetry, type Telemetry } from './telemetry.ts'

/** Spans that wait at most: a few seconds of a busy gateway, some MiB. */
const mostWaiting = 4096
const batch = 512
const everyMs = 2000
/** How long the receiver is waited for, ms. */
const answerMs = 5000
/** As long again for what the exporter tries a second time. */
const patienceMs = 2 * answerMs
const closeMs = 2000

/** Loaded by `openTelemetry` alone, when there is a receiver. */
export function startTelemetry({ endpoint, ratio, ...given }: TelemetryConfig): Telemetry {
  const exporter = new OTLPTraceExporter({ url: endpoint, timeoutMillis: answerMs, concurrencyLimit: 2 })
  const queue = new SpanQueue({
    exporter,
    most: given.mostWaiting ?? mostWaiting,
    batch,
    everyMs: given.everyMs ?? everyMs,
    patienceMs,
    closeMs,
  })
  const ours = new TraceIdRatioBasedSampler(ratio)
  const provider = new TracerProvider({
    // Not what the SDK finds out about the machine: its name, its user, its command line.
    resource: resourceFromAttributes({ 'service.name': 'fadu', 'service.instance.id': randomUUID() }),
    // A caller may leave its traces out; it cannot have more of them told than the operator wants.
    sampler: new ParentBasedSampler({
      root: ours,
      remoteParentSampled: ours,
      remoteParentNotSampled: new AlwaysOffSampler(),
    }),
    spanProcessors: [queue],
  })
  return createTelemetry({
    tracer: provider.getTracer('fadu'),
    counts: () => queue.counts(),
    close: () => provider.shutdown(),
  })
}
