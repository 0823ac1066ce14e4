import { describe, expect, test } from 'vitest'
import { TracerProvider, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace'
import { SpanQueue } from './span-queue.ts'

type Take = Parameters<SpanExporter['export']>[1]

/** An exporter whose answers the test gives. */
function held() {
  const sent: { spans: ReadableSpan[]; take: Take }[] = []
  const exporter: SpanExporter = {
    export: (spans, take) => void sent.push({ spans, take }),
    shutdown: () => Promise.resolve(),
  }
  return { sent, exporter }
}

const options = { most: 5, batch: 2, everyMs: 3_600_000, patienceMs: 3_600_000, closeMs: 20 }

function queueWith(exporter: SpanExporter, more: Partial<typeof options> = {}) {
  const queue = new SpanQueue({ exporter, ...options, ...more })
  const tracer = new TracerProvider({ spanProcessors: [queue] }).getTracer('test')
  const end = (count: number): void => {
    for (let i = 0; i < count; i++) tracer.startSpan(`${i}`).end()
  }
  return { queue, end }
}

describe('the queue of spans', () => {
  test('a full batch goes at once, one at a time; what finds the queue full is dropped and counted', async () => {
    const { sent, exporter } = held()
    const { queue, end } = queueWith(exporter)
    end(20)
    expect(sent.map((s) => s.spans.length)).toEqual([2])
    expect(queue.counts()).toEqual({ exported: 0, dropped: 13, failed: 0 })
    sent[0]!.take({ code: 0 })
    await expect.poll(() => sent.length).toBe(2)
    sent[1]!.take({ code: 1 })
    await expect.poll(() => queue.counts()).toEqual({ exported: 2, dropped: 13, failed: 2 })
  })

  test('a receiver that never answers is given up, and the next batch is tried', async () => {
    const { sent, exporter } = held()
    const { queue, end } = queueWith(exporter, { patienceMs: 1 })
    end(4)
    await expect.poll(() => sent.length).toBe(2)
    await expect.poll(() => queue.counts()).toEqual({ exported: 0, dropped: 0, failed: 4 })
  })

  test('stopping sends what waits, and drops what nobody takes', async () => {
    const quick = held()
    const { queue, end } = queueWith(quick.exporter)
    end(1)
    const stopped = queue.shutdown()
    quick.sent[0]!.take({ code: 0 })
    await stopped
    end(1)
    expect(queue.counts()).toEqual({ exported: 1, dropped: 1, failed: 0 })

    const silent = held()
    const other = queueWith(silent.exporter)
    other.end(5)
    await other.queue.shutdown()
    expect(other.queue.counts()).toMatchObject({ exported: 0, dropped: 3 })
  })
})
