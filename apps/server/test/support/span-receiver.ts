import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

type Value = { stringValue?: string; intValue?: number | string; arrayValue?: { values?: Value[] } }

/** A span as it came. */
export interface ReceivedSpan {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[]
  readonly kind: number
  readonly failed: boolean
  readonly attributes: Readonly<Record<string, string | number | readonly string[]>>
}

export interface SpanReceiver {
  readonly endpoint: string
  /** Everything that came, as bytes: heads and contents. */
  bytes(): string
  spans(): readonly ReceivedSpan[]
  close(): Promise<void>
}

/** Takes OTLP over HTTP as JSON on this machine. `silent` takes and never answers; `refusing` answers that it cannot take it. */
export async function openSpanReceiver(manner: 'taking' | 'silent' | 'refusing' = 'taking'): Promise<SpanReceiver> {
  const heads: IncomingHttpHeaders[] = []
  const contents: string[] = []
  const server = createServer((request, response) => {
    heads.push(request.headers)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      contents.push(Buffer.concat(chunks).toString('utf8'))
      if (manner === 'silent') return
      response.writeHead(manner === 'taking' ? 200 : 400, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    bytes: () => [...heads.map((head) => JSON.stringify(head)), ...contents].join('\n'),
    spans: () => contents.flatMap(spansOf),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface OtlpSpan {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  kind: number
  status?: { code?: number }
  links?: { traceId: string; spanId: string }[]
  attributes?: { key: string; value: Value }[]
}

function spansOf(content: string): readonly ReceivedSpan[] {
  const { resourceSpans } = JSON.parse(content) as { resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[] }
  return resourceSpans
    .flatMap((one) => one.scopeSpans)
    .flatMap((one) => one.spans)
    .map(({ name, traceId, spanId, parentSpanId, kind, status, links = [], attributes = [] }) => ({
      ...{ name, traceId, spanId, kind, links },
      parentSpanId: parentSpanId === '' ? undefined : parentSpanId,
      failed: status?.code === 2,
      attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)])),
    }))
}

function valueOf({ stringValue, intValue, arrayValue }: Value): string | number | readonly string[] {
  if (arrayValue !== undefined) return (arrayValue.values ?? []).map((one) => String(valueOf(one)))
  return stringValue ?? Number(intValue)
}
