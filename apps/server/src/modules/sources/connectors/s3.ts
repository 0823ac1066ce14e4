import { S3mini, S3ServiceError } from 's3mini'
import { faultOf, SourceFault } from '../source-fault.ts'
import { connectTimeoutMs, type Connector, type Fetched } from './connector.ts'

const pageSize = 500

/** Takes the objects under a prefix of a bucket, over the S3 protocol that object stores share. */
export const openS3: Connector<'s3'> = async ({ place, secret }, _columns, signal) => {
  const store = new S3mini({
    ...secret,
    endpoint: `${place.endpoint.replace(/\/$/, '')}/${place.bucket}`,
    region: place.region,
    requestAbortTimeout: connectTimeoutMs,
    // Only the host that the operators opened is asked: a store that sends us elsewhere is broken.
    // Reading a large object takes longer than asking for it: only the answer is waited for with a limit.
    fetch: (input, init) =>
      fetch(input, { ...init, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(30 * 60_000)]) }),
  })
  // Asked at once, so that a wrong key or bucket is told before anything is begun.
  let page = await listPage(store, place.prefix, undefined)
  return {
    items: (async function* () {
      for (;;) {
        for (const object of page.objects ?? []) {
          if (!object.Key.endsWith(place.extension)) continue
          yield {
            name: object.Key,
            mark: object.ETag,
            open: async () => readObject(store, object.Key, Number(object.Size)),
          } satisfies Fetched
        }
        if (page.nextContinuationToken === undefined) return
        page = await listPage(store, place.prefix, page.nextContinuationToken)
      }
    })(),
    close: () => Promise.resolve(),
  }
}

type Page = NonNullable<Awaited<ReturnType<S3mini['listObjectsPaged']>>>

async function listPage(store: S3mini, prefix: string, token: string | undefined): Promise<Page> {
  try {
    const page = await store.listObjectsPaged('/', prefix, pageSize, token)
    if (page === undefined || page === null) throw new SourceFault('notThere')
    return page
  } catch (error) {
    throw toFault(error)
  }
}

async function* readObject(store: S3mini, key: string, size: number): AsyncIterable<Uint8Array> {
  let read = 0
  try {
    const answer = await store.getObjectResponse(key)
    if (answer === null || answer.body === null) throw new SourceFault('notThere')
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      read += chunk.byteLength
      yield chunk
    }
  } catch (error) {
    throw toFault(error)
  }
  if (read !== size) throw new SourceFault('broken')
}

function toFault(error: unknown): SourceFault {
  if (!(error instanceof S3ServiceError)) return faultOf(error)
  if (error.status === 401 || error.status === 403) return new SourceFault('denied', error)
  return new SourceFault(error.status === 404 ? 'notThere' : 'broken', error)
}
