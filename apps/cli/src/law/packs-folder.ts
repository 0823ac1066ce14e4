import { readdir } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { packsFolder } from '@fadu/law-files'

/** The folder of packs that a person means: itself, or the one above when they name a single pack. */
export async function packsFolderOf(
  given: string | undefined,
): Promise<{ readonly folder: string; readonly only: string | undefined }> {
  if (given === undefined) return { folder: packsFolder, only: undefined }
  const folder = resolve(given)
  const isPack = (await readdir(folder)).includes('pack.yaml')
  return isPack ? { folder: dirname(folder), only: basename(folder) } : { folder, only: undefined }
}
