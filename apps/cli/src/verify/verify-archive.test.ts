import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { signNote, toHex } from '@fadu/audit-log'
import { sm3 } from '@fadu/smcrypto'
import { main } from '../main.ts'
import { makeKeys } from '../testing/small-log.ts'
import { verifyArchive } from './verify-archive.ts'

let folder: string
const keys = makeKeys()
const vkeys = keys.map((k) => k.vkey)
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'fadu-archive-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

function tar(files: readonly (readonly [string, Buffer])[], { ended = true } = {}): Buffer {
  const entries = files.map(([name, content]) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('ustar\0', 257)
    return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)])
  })
  return Buffer.concat([...entries, ended ? Buffer.alloc(1024) : Buffer.alloc(0)])
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** A package of two files, as it is made; `touch` changes it afterwards. */
async function write(
  touch: (files: [string, Buffer][]) => [string, Buffer][] = (f) => f,
  options?: { ended: boolean },
): Promise<string> {
  const content: [string, Buffer][] = [
    ['README.txt', Buffer.from('说明')],
    ['data/part-0000001.jsonl', Buffer.from('{"batch":1}\n'.repeat(200_000))],
  ]
  const files = content.map(([name, b]) => ({ name, bytes: b.length, sm3: toHex(sm3(b)), sha256: sha256(b) }))
  const manifest = Buffer.from(JSON.stringify({ files }))
  const text = `fadu/archive/1\n${toHex(sm3(manifest))}\n${sha256(manifest)}\n`
  const note = Buffer.from(
    await signNote(
      text,
      keys.map((k) => k.signer),
    ),
  )
  const file = join(folder, 'package.tar')
  await writeFile(file, tar(touch([...content, ['manifest.json', manifest], ['manifest.note', note]]), options))
  return file
}

test('a package verifies with its digests and both signatures', async () => {
  const report = await verifyArchive(await write(), vkeys)
  expect(report).toMatchObject({ ok: true, files: 4, problems: [] })
  expect(report.signatures.toSorted()).toEqual(['ed25519', 'sm2-sm3'])
})

test.each([
  ['a changed byte', (f: [string, Buffer][]) => f.map(([n, b], i) => [n, i === 1 ? flip(b, 5) : b]), 'data/part'],
  ['a file taken away', (f: [string, Buffer][]) => f.filter((_, i) => i !== 1), 'missing'],
  ['a file put beside', (f: [string, Buffer][]) => [...f, ['more.txt', Buffer.from('x')]], 'not in the manifest'],
  ['the same file twice', (f: [string, Buffer][]) => [f[0]!, ...f], 'twice'],
  [
    'another manifest',
    (f: [string, Buffer][]) => f.map(([n, b]) => [n, n === 'manifest.json' ? Buffer.from('{"files":[]}') : b]),
    'signed',
  ],
  ['no signature', (f: [string, Buffer][]) => f.filter(([n]) => n !== 'manifest.note'), 'manifest.note'],
] as const)('%s is found', async (_, touch, told) => {
  const report = await verifyArchive(await write(touch as (f: [string, Buffer][]) => [string, Buffer][]), vkeys)
  expect(report.ok).toBe(false)
  expect(report.problems.join('\n')).toContain(told)
})

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = copy[at]! ^ 1
  return copy
}

test('a package that breaks off, something that is none, and other keys are told apart', async () => {
  const cut = await verifyArchive(await write((f) => f, { ended: false }), vkeys)
  expect(cut.problems.join()).toContain('breaks off')
  const none = join(folder, 'none.tar')
  await writeFile(none, 'x'.repeat(2000))
  expect((await verifyArchive(none, vkeys)).problems.join()).toContain('not an archive')
  await expect(
    verifyArchive(
      await write(),
      makeKeys().map((k) => k.vkey),
    ),
  ).rejects.toMatchObject({
    code: 'LOG_NOTE_NOT_VERIFIED',
  })
})

test('the command answers 0 for what verifies, 1 for what does not, 2 without keys', async () => {
  const said: string[] = []
  const output = { out: (line: string) => void said.push(line), err: (line: string) => void said.push(line) }
  const run = (...args: string[]): Promise<number> => main(['node', 'fadu', 'archive', 'verify', ...args], output)
  const file = await write()
  const trusted = vkeys.flatMap((key) => ['--key', key])
  expect(await run(file, ...trusted)).toBe(0)
  expect(await run(file)).toBe(2)
  expect(await run(await write((f) => f.slice(1)), ...trusted)).toBe(1)
  expect(said.join('\n')).toContain('README.txt')
})
