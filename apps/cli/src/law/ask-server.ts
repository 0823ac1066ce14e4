import type { FaduClient } from '@fadu/sdk'

/** Asks a server a question of law. `T` is what the route's document says; the client's own types follow the generated one. */
export async function askLaw<T>(client: FaduClient, path: `/api/v1/law/${string}`, body: unknown): Promise<T> {
  const post = client.post as (path: string, init: { readonly body: unknown }) => Promise<unknown>
  return (await post(path, { body })) as T
}
