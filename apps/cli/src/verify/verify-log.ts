import { createReadStream } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createLogVerifier, encodeUtf8, openCheckpoint, type AuditReport, type TreeHead } from '@fadu/audit-log'
import type { FaduClient } from '@fadu/sdk'
import { keysFor } from './verify-receipt.ts'
import { watchRevocations, type Revoked, type RevocationWatch } from './revoked-keys.ts'
import { treeHash, trustKeys, type TrustedKeys } from './verifier-keys.ts'

export interface LogVerified extends AuditReport {
  /** Keys that the log itself says are not to be believed from an entry on. */
  readonly revoked: readonly Revoked[]
  readonly origin: string
  readonly keysFrom: TrustedKeys['from']
}

/** Entries asked for at once. */
const pageSize = 2_000

/**
 * Reads the whole log of a running platform and verifies it: every body hashed, the root computed, the checkpoint's
 * signatures checked. The checkpoint is taken first and the log read up to its size; what the reading itself adds comes after.
 *
 * @param auditor - A client of the audit administrator.
 * @param p.onPage - Is given the bodies in order, some at a time; memory does not grow with the log.
 */
export async function verifyLog(
  auditor: FaduClient,
  p: {
    readonly keys?: readonly string[] | undefined
    readonly earlier?: readonly TreeHead[]
    readonly onPage?: (bodies: readonly string[]) => Promise<void>
  } = {},
): Promise<LogVerified & { readonly checkpoint: string; readonly keyLines: readonly string[] }> {
  const keyLines = p.keys ?? (await auditor.get('/log/keys', { parseAs: 'text' })).split('\n').filter((l) => l !== '')
  const keys = await keysFor(auditor, p.keys)
  const checkpoint = await auditor.get('/log/checkpoint', { parseAs: 'text' })
  const { size } = (await openCheckpoint(checkpoint, keys)).checkpoint
  const verifier = createLogVerifier(treeHash, {
    origin: keys.origin,
    canonicalEntries: true,
    required: keys.required,
    earlier: p.earlier?.filter((head) => head.size <= size) ?? [],
  })
  const revocations = watchRevocations()
  for (let read = 0; read < size;) {
    const query = { from: read, limit: Math.min(pageSize, size - read) }
    const { result } = await auditor.get('/api/v1/audit/leaves', { params: { query } })
    if (result.bodies.length === 0) break // fewer entries than the checkpoint commits to: finish() reports it
    for (const body of result.bodies) {
      verifier.push(encodeUtf8(body))
      revocations.see(body)
    }
    await p.onPage?.(result.bodies)
    read += result.bodies.length
  }
  const report = honouring(revocations, await verifier.finish(checkpoint, keys.verifiers))
  return { ...report, origin: keys.origin, keysFrom: keys.from, checkpoint, keyLines }
}

/** An export: bodies one a line, beside them the checkpoint and the keys of the server that made it. */
export const exportFiles = (file: string) => ({ bodies: file, checkpoint: `${file}.checkpoint`, keys: `${file}.keys` })

/** Writes the log as an export and verifies it while it is written. A file of the same name is replaced when all is there. */
export async function exportLog(
  auditor: FaduClient,
  file: string,
  p: { readonly keys?: readonly string[] | undefined } = {},
): Promise<LogVerified> {
  const files = exportFiles(file)
  const draft = await open(`${file}.new`, 'w', 0o600)
  try {
    const onPage = (bodies: readonly string[]): Promise<void> => draft.appendFile(bodies.map((b) => `${b}\n`).join(''))
    const { checkpoint, keyLines, ...report } = await verifyLog(auditor, { keys: p.keys, onPage })
    await draft.sync()
    await writeNew(files.checkpoint, checkpoint)
    await writeNew(files.keys, `${keyLines.join('\n')}\n`)
    await rename(`${file}.new`, file)
    return report
  } finally {
    await draft.close()
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w', 0o600)
  try {
    await handle.writeFile(text)
  } finally {
    await handle.close()
  }
}

/** Verifies an export without any server. The keys must come from elsewhere than the export. */
export async function verifyExport(p: {
  readonly file: string
  readonly checkpointFile: string
  readonly keys: readonly string[]
  readonly earlier?: readonly TreeHead[]
}): Promise<LogVerified> {
  const keys = trustKeys(p.keys, 'pinned')
  const checkpoint = await readFile(p.checkpointFile, 'utf8')
  const verifier = createLogVerifier(treeHash, {
    origin: keys.origin,
    canonicalEntries: true,
    required: keys.required,
    earlier: p.earlier ?? [],
  })
  const lines = createInterface({ input: createReadStream(p.file, 'utf8'), crlfDelay: Infinity })
  const revocations = watchRevocations()
  for await (const line of lines) {
    verifier.push(encodeUtf8(line))
    revocations.see(line)
  }
  const report = honouring(revocations, await verifier.finish(checkpoint, keys.verifiers))
  return { ...report, origin: keys.origin, keysFrom: keys.from }
}

/** A checkpoint that only revoked keys vouch for is not verified, whatever else fits. */
function honouring(revocations: RevocationWatch, report: AuditReport): AuditReport & Pick<LogVerified, 'revoked'> {
  const verified = revocations.standing(report.verified, report.size)
  return { ...report, ok: report.ok && verified.length > 0, verified, revoked: revocations.found }
}

/** Heads of checkpoints kept from before; the log must still have their roots at their sizes. */
export async function readHeads(files: readonly string[], keys: TrustedKeys): Promise<readonly TreeHead[]> {
  const opened = files.map(async (file) => (await openCheckpoint(await readFile(file, 'utf8'), keys)).checkpoint)
  return (await Promise.all(opened)).map(({ size, root }) => ({ size, root }))
}
