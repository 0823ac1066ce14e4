import { TraceFlags } from '@opentelemetry/api'
import { ExportResultCode } from '@opentelemetry/core'
import type { ReadableSpan, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { SpanCounts } from './telemetry.ts'

export interface SpanQueueOptions {
  readonly exporter: SpanExporter
  /** Spans that wait at most; one more is dropped and counted. */
  readonly most: number
  /** Spans sent at once. */
  readonly batch: number
  /** How long a span waits for company, ms. */
  readonly everyMs: number
  /** How long the receiver is waited for, ms. */
  readonly patienceMs: number
  /** How long at the end, ms. */
  readonly closeMs: number
}

/**
 * Spans on their way out. Like the SDK's `BatchSpanProcessor`, which tells nobody how many it has dropped.
 *
 * INVARIANT (a receiver never holds up the server): a span is put down or dropped at once; one sending at a time; whatever the
 * receiver does, at most `most` spans wait and one batch is on its way, and nothing here keeps the process alive.
 */
export class SpanQueue implements SpanProcessor {
  readonly #options: SpanQueueOptions
  readonly #counts = { exported: 0, dropped: 0, failed: 0 }
  #waiting: ReadableSpan[] = []
  #timer: NodeJS.Timeout | undefined
  #sending: Promise<void> | undefined
  #closed = false

  constructor(options: SpanQueueOptions) {
    this.#options = options
  }

  counts(): SpanCounts {
    return { ...this.#counts }
  }

  onStart(): void {
    // Only what has ended is told of.
  }

  onEnd(span: ReadableSpan): void {
    if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return
    if (this.#closed || this.#waiting.length >= this.#options.most) {
      this.#counts.dropped++
      return
    }
    this.#waiting.push(span)
    this.#arrange()
  }

  async forceFlush(): Promise<void> {
    while (this.#sending !== undefined || this.#waiting.length > 0) {
      if (this.#sending === undefined) this.#send()
      await this.#sending
    }
  }

  /** Sends what waits as far as the receiver is quick; the rest is dropped and counted. */
  async shutdown(): Promise<void> {
    this.#closed = true
    await within(this.forceFlush(), this.#options.closeMs)
    this.#counts.dropped += this.#waiting.length
    this.#waiting = []
    await within(this.#options.exporter.shutdown(), this.#options.closeMs)
  }

  /** A full batch goes at once, what is less waits for company. */
  #arrange(): void {
    if (this.#sending !== undefined || this.#waiting.length === 0) return
    if (this.#waiting.length >= this.#options.batch) this.#send()
    else this.#timer ??= setTimeout(() => this.#send(), this.#options.everyMs).unref()
  }

  #send(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#sending = this.#sendBatches().finally(() => {
      this.#sending = undefined
      this.#arrange()
    })
  }

  /** Never fails. */
  async #sendBatches(): Promise<void> {
    do {
      const spans = this.#waiting.splice(0, this.#options.batch)
      const taken = (await within(this.#export(spans), this.#options.patienceMs)) ?? false
      this.#counts[taken ? 'exported' : 'failed'] += spans.length
    } while (this.#waiting.length >= this.#options.batch)
  }

  #export(spans: ReadableSpan[]): Promise<boolean> {
    return new Promise((resolve) => {
      this.#options.exporter.export(spans, ({ code }) => resolve(code === ExportResultCode.SUCCESS))
    })
  }
}

/** @returns Undefined when it takes longer or fails. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms).unref()
  })
  try {
    return await Promise.race([work.catch(() => undefined), late])
  } finally {
    clearTimeout(timer)
  }
}
