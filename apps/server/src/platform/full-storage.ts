import { Problem } from './problem/index.ts'

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** @returns `STORAGE_FULL` for the system's words for a disk, or a share of it, that is used up; anything else as it is. */
export function asFullStorage(error: unknown): unknown {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && fullCodes.has(code) ? new Problem({ code: 'STORAGE_FULL' }) : error
}
