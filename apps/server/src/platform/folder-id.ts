import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Names a folder for good, so that what is kept in a database knows in which folder its file lies. */
export async function folderId(root: string): Promise<string> {
  const path = join(root, 'folder-id')
  // Of two processes that begin on one folder the first one names it.
  await writeFile(path, randomUUID(), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return (await readFile(path, 'utf8')).trim()
}
