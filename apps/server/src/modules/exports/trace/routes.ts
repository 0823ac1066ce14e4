import { Readable } from 'node:stream'
import { z } from 'zod'
import { TableError } from '@fadu/tables'
import type { App } from '../../../platform/http/http-types.ts'
import { actReceipt, problems } from '../../../platform/http/schemas.ts'
import { platformResource } from '../../../platform/law/gate.ts'
import { Problem } from '../../../platform/problem/index.ts'
import { datasetCode } from '../../aggregate/index.ts'
import { receiveFile } from '../../catalog/index.ts'
import { person } from '../../org/index.ts'
import { readLeak } from './leak.ts'
import { traceResult } from './trace-result.ts'
import type { TraceService } from './trace-service.ts'

const fileTypes = ['text/csv', 'application/x-ndjson', 'application/octet-stream'] as const
const mostBytes = 32 * 1024 * 1024

/** Which export a leaked file comes from, for who supervises. */
export function traceRoutes(app: App, deps: { readonly trace: TraceService; readonly spoolFolder: string }): void {
  const { trace, spoolFolder } = deps
  app.post(
    '/api/v1/trace',
    {
      config: { action: 'trace.run' },
      schema: {
        tags: ['evidence'],
        summary:
          'Compare a leaked file (CSV, JSON Lines, XLSX, Parquet) with all exports; recorded, and nothing of it is kept',
        consumes: [...fileTypes],
        querystring: z.strictObject({ dataset: datasetCode.optional() }),
        response: { 200: z.object({ result: traceResult, act: actReceipt }), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('trace.run', platformResource)
      if (!(request.body instanceof Readable)) {
        throw new Problem({ code: 'REQUEST_MEDIA_TYPE', accepted: fileTypes.join(', ') })
      }
      const file = await receiveFile(request.body, { spoolFolder, maxBytes: mostBytes })
      try {
        const leak = await readLeak(file.path)
        const result = await trace.compare(person(request), leak, file.contentHash, request.query.dataset)
        return (await request.desk.perform(trace.record(result))) as never
      } catch (error) {
        throw error instanceof TableError ? new Problem({ code: 'TABLE_UNREADABLE', issue: error.issue }) : error
      } finally {
        await file.discard()
      }
    },
  )
}
