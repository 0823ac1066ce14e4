import { readFile, type ReceivedFile } from '../api/client.ts'
import { useMutation, type UseMutationResult } from '@tanstack/react-query'

/** Fetches a file and hands it to the browser to keep; a refusal is shown where it was asked for, not saved as the file. */
export function useDownload(): UseMutationResult<void, Error, string> {
  return useMutation({ mutationFn: async (path: string) => keep(await readFile(path)) })
}

/** The same where the file is asked for in a body. */
export function usePostedDownload<T>(): UseMutationResult<void, Error, { readonly path: string; readonly body: T }> {
  return useMutation({ mutationFn: async ({ path, body }) => keep(await readFile(path, body)) })
}

function keep({ name, content }: ReceivedFile): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken it over by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 1_000)
}
