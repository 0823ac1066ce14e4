import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Proofs } from '@fadu/domain'
import { packsFolder } from './pack-folder.ts'

/** Beside the packs: which tests prove which clause, as written from the report of a whole test run. */
export const proofsFile = '_proofs.json'

/** The proofs that come with a folder of packs; none where the file is not there, as with packs of one's own. */
export async function readProofs(folder: string = packsFolder): Promise<Proofs> {
  try {
    return JSON.parse(await readFile(join(folder, proofsFile), 'utf8')) as Proofs
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}
