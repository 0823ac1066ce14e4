import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  canonicalBytes,
  encodeUtf8,
  fromBase64,
  fromHex,
  leafHash,
  LogError,
  openCheckpoint,
  openNote,
  toHex,
  verifyCommitment,
  verifyConsistency,
  verifyInclusion,
  type Checkpoint,
  type KeyRef,
} from '@fadu/audit-log'
import { treeHash, trustKeys, witnessVerifiers, type TrustedKeys } from './verifier-keys.ts'

/** What of a bundle does not fit, by name; never a value. */
export interface BundleProblem {
  readonly what: 'manifest' | 'checkpoint' | 'cosigned' | 'entry' | 'row' | 'line'
  /** Id of the entry; of a row the entry, table and key; of a line its number. */
  readonly name: string
  /** `unproven`: it is as the manifest says, and the log does not vouch for it. */
  readonly found: 'altered' | 'missing' | 'added' | 'unproven'
}

export interface BundleVerified {
  readonly ok: boolean
  readonly bundle: string
  readonly origin: string
  readonly recipient: string
  readonly madeAt: string
  /** Entries that were found as they were taken and are in the log. */
  readonly entries: number
  /** Opened rows that are what their entry commits to. */
  readonly rows: number
  /** Size of the tree in which the entries are proven. */
  readonly treeSize: number
  /** Keys whose signatures on the manifest are valid. */
  readonly signatures: readonly KeyRef[]
  /** The countersigned checkpoint that this tree continues, and the trusted witnesses that signed it; null when none goes along. */
  readonly witnessed: { readonly size: number; readonly by: readonly string[] } | null
  readonly problems: readonly BundleProblem[]
}

const format = 'fadu/evidence-bundle/1'

interface Manifest {
  readonly format: string
  readonly bundle: string
  readonly origin: string
  readonly madeAt: string
  readonly recipient: string
  readonly checkpoint: string
  readonly cosigned: string | null
  readonly consistency: readonly string[]
  readonly entries: readonly { readonly entry: string; readonly leafIndex: number; readonly sm3: string }[]
}

interface Line {
  readonly entry: string
  readonly leafIndex: number
  readonly body: string
  readonly path: readonly string[]
  readonly opened?: readonly {
    readonly table: string
    readonly key: string
    readonly salt: string
    readonly image: unknown
  }[]
}

/**
 * Checks a bundle of evidence without any server: the signatures over its manifest, the checkpoint, every entry with its place in the
 * log, opened rows, and that the log continues what witnesses countersigned.
 *
 * @param p.keys - Verifier keys of the log, from elsewhere than the bundle.
 * @param p.witnesses - Keys of witnesses, from elsewhere too; with some, one of them must have countersigned.
 * @returns When the manifest is not as it was signed, that alone: nothing that it says is believed.
 */
export async function verifyBundle(
  file: string,
  p: { readonly keys: readonly string[]; readonly witnesses?: readonly string[] },
): Promise<BundleVerified> {
  const trusted = trustKeys(p.keys, 'pinned')
  const [first = '', second = '', ...rest] = (await readFile(file, 'utf8')).split('\n')
  const problems: BundleProblem[] = []
  const tell = (what: BundleProblem['what'], name: string, found: BundleProblem['found']): void => {
    problems.push({ what, name, found })
  }
  const signatures = await signaturesOf(first, second, trusted, tell)
  const manifest = problems.length === 0 ? parsed<Manifest>(first) : undefined
  if (manifest === undefined) return { ...nothing, problems }
  const head = await heldBack(
    async () => (await openCheckpoint(manifest.checkpoint, trusted)).checkpoint,
    () => tell('checkpoint', 'checkpoint', 'unproven'),
  )
  const witnessed = await witnessedHead(manifest, head, trusted, p.witnesses ?? [], tell)
  let entries = 0
  let rows = 0
  for (const line of matched(manifest, rest.at(-1) === '' ? rest.slice(0, -1) : rest, tell)) {
    if (!isIncluded(line, head)) {
      tell('entry', line.entry, 'unproven')
      continue
    }
    entries++
    rows += openedRows(line, tell)
  }
  const { bundle, origin, recipient, madeAt } = manifest
  const treeSize = head?.size ?? 0
  const ok = problems.length === 0
  return { ok, bundle, origin, recipient, madeAt, entries, rows, treeSize, signatures, witnessed, problems }
}

const nothing: Omit<BundleVerified, 'problems'> = {
  ok: false,
  bundle: '',
  origin: '',
  recipient: '',
  madeAt: '',
  entries: 0,
  rows: 0,
  treeSize: 0,
  signatures: [],
  witnessed: null,
}

type Tell = (what: BundleProblem['what'], name: string, found: BundleProblem['found']) => void

async function signaturesOf(
  manifest: string,
  signed: string,
  trusted: TrustedKeys,
  tell: Tell,
): Promise<readonly KeyRef[]> {
  const bytes = encodeUtf8(manifest)
  const note = parsed<{ note?: unknown }>(signed)?.note
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const opened = await heldBack(
    () => openNote(typeof note === 'string' ? note : '', trusted.verifiers),
    () => tell('manifest', 'manifest', 'unproven'),
  )
  if (opened === undefined) return []
  const expected = `${format}\n${toHex(treeHash.digest(bytes))}\n${sha256}\n`
  if (opened.text !== expected) tell('manifest', 'manifest', 'altered')
  return opened.verified
}

async function witnessedHead(
  { cosigned, consistency, origin }: Manifest,
  head: Checkpoint | undefined,
  trusted: TrustedKeys,
  witnesses: readonly string[],
  tell: Tell,
): Promise<BundleVerified['witnessed']> {
  if (cosigned === null) {
    if (witnesses.length > 0) tell('cosigned', 'checkpoint', 'missing')
    return null
  }
  const verifiers = [...trusted.verifiers, ...witnessVerifiers(witnesses)]
  const found = await heldBack(
    async () => {
      const opened = await openCheckpoint(cosigned, {
        origin: trusted.origin,
        verifiers,
        required: trusted.verifiers.length,
      })
      if (head === undefined) return undefined
      verifyConsistency(treeHash, opened.checkpoint, head, consistency.map(fromHex))
      return { size: opened.checkpoint.size, by: opened.verified.map((v) => v.name).filter((name) => name !== origin) }
    },
    () => undefined,
  )
  if (found === undefined || (witnesses.length > 0 && found.by.length === 0)) tell('cosigned', 'checkpoint', 'unproven')
  return found ?? null
}

/** Lines of the entries that the manifest lists, as it lists them; whatever is not so is told. */
function matched(manifest: Manifest, lines: readonly string[], tell: Tell): readonly Line[] {
  const listed = new Map(manifest.entries.map((one) => [one.entry, one]))
  const found = new Map<string, Line | undefined>()
  const strange: number[] = []
  lines.forEach((text, i) => {
    const line = parsed<Line>(text)
    const one = line === undefined ? undefined : listed.get(line.entry)
    if (line === undefined || one === undefined || found.has(one.entry)) return void strange.push(i)
    const isSame = toHex(treeHash.digest(encodeUtf8(text))) === one.sm3 && line.leafIndex === one.leafIndex
    if (!isSame) tell('entry', one.entry, 'altered')
    found.set(one.entry, isSame ? line : undefined)
  })
  for (const i of strange) {
    // What stands where an entry should be, and is no other, is that entry, altered beyond its name.
    const here = manifest.entries[i]?.entry
    if (here !== undefined && !found.has(here)) {
      tell('entry', here, 'altered')
      found.set(here, undefined)
    } else tell('line', String(i + 3), 'added')
  }
  for (const { entry } of manifest.entries) if (!found.has(entry)) tell('entry', entry, 'missing')
  return [...found.values()].filter((line) => line !== undefined)
}

function isIncluded(line: Line, head: Checkpoint | undefined): boolean {
  if (head === undefined || parsed<{ id?: string }>(line.body)?.id !== line.entry) return false
  const at = { leafHash: leafHash(treeHash, encodeUtf8(line.body)), index: line.leafIndex, size: head.size }
  try {
    verifyInclusion(treeHash, at, line.path.map(fromHex), head.root)
    return true
  } catch (error) {
    if (error instanceof LogError) return false
    throw error
  }
}

/** @returns How many of the opened rows are what the entry commits to; of the others it is told. */
function openedRows({ entry, body, opened = [] }: Line, tell: Tell): number {
  const { rows = {} } = JSON.parse(body) as { rows?: Readonly<Record<string, Readonly<Record<string, string | null>>>> }
  const fitting = opened.filter(({ table, key, salt, image }) => {
    const said = rows[table]?.[key]
    try {
      if (typeof said !== 'string') throw new LogError({ code: 'LOG_COMMITMENT_MISMATCH', expected: '', computed: '' })
      verifyCommitment(treeHash, fromBase64(said), {
        salt: fromHex(salt),
        content: canonicalBytes([table, key, image]),
      })
      return true
    } catch (error) {
      if (!(error instanceof LogError)) throw error
      tell('row', `${entry} ${table}/${key}`, 'altered')
      return false
    }
  })
  return fitting.length
}

/** Whatever is wrong with a note is one finding; what it is stands in the keys and the note themselves. */
async function heldBack<T>(run: () => Promise<T>, onFault: () => void): Promise<T | undefined> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    onFault()
    return undefined
  }
}

function parsed<T>(text: string): T | undefined {
  try {
    const value = JSON.parse(text) as T | null
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    // Not JSON: nothing of the bundle.
    return undefined
  }
}
