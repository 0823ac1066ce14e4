import { execFile } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync } from 'node:fs'
import { rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inspect, promisify } from 'node:util'
import fc from 'fast-check'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  KeyStoreError,
  SIGNING_KEY_NAMES,
  addFileKek,
  createMemoryKeyStore,
  openFileKeyStore,
  unwrapKey,
  wrapKey,
} from './index.ts'
import type { KeyStore, KeyStoreIssue } from './index.ts'
import { hexOf, utf8 } from './test-support/bytes.ts'

const KEY_SET = 'key-set.json'
const isPosix = process.platform !== 'win32'
const base = mkdtempSync(join(tmpdir(), 'fadu-keys-'))
let folders = 0

function freshDir(): string {
  return join(base, `store-${folders++}`)
}

async function newStore(): Promise<{ readonly dir: string; readonly store: KeyStore }> {
  const dir = freshDir()
  return { dir, store: await openFileKeyStore(dir, { create: true }) }
}

async function issueOf(opening: Promise<unknown>): Promise<KeyStoreIssue> {
  const refused: unknown = await opening.then(
    () => expect.unreachable('was opened'),
    (error: unknown) => error,
  )
  if (refused instanceof KeyStoreError) return refused.issue
  throw refused
}

/** Every key of a file as the text it is stored as. */
function keyTexts(dir: string): readonly string[] {
  const { body } = JSON.parse(readFileSync(join(dir, KEY_SET), 'utf8')) as { body: Record<string, string> }
  return Object.values(body)
}

afterAll(() => rmSync(base, { recursive: true }))

describe('a store', () => {
  test('answers the same keys when opened again', async () => {
    const { dir, store } = await newStore()
    const again = await openFileKeyStore(dir, { create: false })
    expect(await again.fingerprint()).toBe(await store.fingerprint())
    expect(hexOf(await again.secret('session-token'))).toBe(hexOf(await store.secret('session-token')))
    const wrapped = wrapKey(await store.kek(), { keyId: 'k', purpose: 'p' }, utf8('key'))
    expect(hexOf(unwrapKey(await again.kek(1), { keyId: 'k', purpose: 'p' }, wrapped))).toBe(hexOf(utf8('key')))
    for (const name of SIGNING_KEY_NAMES) {
      const signature = (await store.signingKey(name)).sign(utf8('checkpoint'))
      expect((await again.signingKey(name)).verify(utf8('checkpoint'), signature)).toBe(true)
    }
  })

  test.skipIf(!isPosix)('keeps its folder 0700 and its file 0600, and leaves nothing else behind', async () => {
    const { dir } = await newStore()
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    expect(statSync(join(dir, KEY_SET)).mode & 0o777).toBe(0o600)
    expect(readdirSync(dir)).toEqual([KEY_SET])
  })

  test('has secrets that differ by name and are copies of their own', async () => {
    const store = createMemoryKeyStore()
    const secret = await store.secret('session-token')
    const before = hexOf(secret)
    expect(before).not.toBe(hexOf(await store.secret('idempotency')))
    secret.fill(0)
    expect(hexOf(await store.secret('session-token'))).toBe(before)
    await expect(store.secret('')).rejects.toThrow('TEXT_INVALID')
  })

  test('has a fingerprint that differs between stores and is none of the keys', async () => {
    const [a, b] = [await newStore(), await newStore()]
    const fingerprint = await a.store.fingerprint()
    expect(fingerprint).toMatch(/^[0-9a-f]{32}$/)
    expect(fingerprint).not.toBe(await b.store.fingerprint())
  })

  test('names a key it does not have', async () => {
    const store = createMemoryKeyStore()
    const unknown = { code: 'KEYSTORE_KEY_UNKNOWN' }
    expect(await issueOf(store.kek(2))).toEqual({ ...unknown, kind: 'kek', name: '2' })
    expect(await issueOf(store.kek(0))).toEqual({ ...unknown, kind: 'kek', name: '0' })
    expect(await issueOf(store.signingKey('constructor'))).toEqual({
      ...unknown,
      kind: 'signing-key',
      name: 'constructor',
    })
  })

  test('shows no key when it or its keys are printed', async () => {
    const { dir, store } = await newStore()
    const signers = await Promise.all(SIGNING_KEY_NAMES.map((name) => store.signingKey(name)))
    const shown = inspect([store, await store.kek(), signers], { depth: 9, showHidden: true })
    for (const text of keyTexts(dir)) expect(shown).not.toContain(text)
  })
})

describe('a KEK added later', () => {
  test('becomes the newest, leaves the first and the fingerprint as they were', async () => {
    const { dir, store } = await newStore()
    const first = await store.kek()
    const second = await (await addFileKek(dir)).kek()
    const reopened = await openFileKeyStore(dir, { create: false })
    expect([first.version, second.version]).toEqual([1, 2])
    expect((await reopened.kek()).fingerprint).toBe(second.fingerprint)
    expect((await reopened.kek(1)).fingerprint).toBe(first.fingerprint)
    expect(await reopened.fingerprint()).toBe(await store.fingerprint())
    expect((await (await addFileKek(dir)).kek()).version).toBe(3)
  })

  test('added by several at once, each added version has one key and the others are told', async () => {
    const { dir } = await newStore()
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => addFileKek(dir)))
    const refusals = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refusals.map((refusal) => refusal.reason.code)).toEqual(refusals.map(() => 'KEYSTORE_EXISTS'))
    const newest = await (await openFileKeyStore(dir, { create: false })).kek()
    expect(newest.version).toBe(1 + outcomes.length - refusals.length)
  })

  test('of another store, under another number, or missing in between is refused', async () => {
    const [a, b] = [await newStore(), await newStore()]
    await addFileKek(a.dir)
    await addFileKek(b.dir)
    const opened = () => issueOf(openFileKeyStore(a.dir, { create: false }))
    cpSync(join(a.dir, 'kek-2.json'), join(a.dir, 'kek-3.json'))
    expect(await opened()).toMatchObject({ code: 'KEYSTORE_CORRUPT', fault: 'versions' })
    rmSync(join(a.dir, 'kek-2.json'))
    expect(await opened()).toMatchObject({ code: 'KEYSTORE_CORRUPT', fault: 'versions', path: a.dir })
    rmSync(join(a.dir, 'kek-3.json'))
    cpSync(join(b.dir, 'kek-2.json'), join(a.dir, 'kek-2.json'))
    expect(await opened()).toMatchObject({ code: 'KEYSTORE_CORRUPT', fault: 'mac', path: join(a.dir, 'kek-2.json') })
  })
})

describe('what is refused', () => {
  test('a folder or a key set that is not there', async () => {
    const dir = freshDir()
    expect(await issueOf(openFileKeyStore(dir, { create: false }))).toEqual({ code: 'KEYSTORE_MISSING', path: dir })
    mkdirSync(dir, { mode: 0o700 })
    const path = join(dir, KEY_SET)
    expect(await issueOf(openFileKeyStore(dir, { create: false }))).toEqual({ code: 'KEYSTORE_MISSING', path })
    expect(existsSync(path)).toBe(false)
  })

  test('creating where a store is, or where one was lost but for a KEK', async () => {
    const { dir, store } = await newStore()
    const path = join(dir, KEY_SET)
    expect(await issueOf(openFileKeyStore(dir, { create: true }))).toEqual({ code: 'KEYSTORE_EXISTS', path })
    expect(await (await openFileKeyStore(dir, { create: false })).fingerprint()).toBe(await store.fingerprint())
    await addFileKek(dir)
    rmSync(path)
    expect(await issueOf(openFileKeyStore(dir, { create: true }))).toMatchObject({ code: 'KEYSTORE_EXISTS' })
    expect(await issueOf(openFileKeyStore(dir, { create: false }))).toMatchObject({ code: 'KEYSTORE_MISSING' })
  })

  test.skipIf(!isPosix).each([0o640, 0o604, 0o620, 0o660])('a file of mode %i, which others can use', async (mode) => {
    const { dir } = await newStore()
    const path = join(dir, KEY_SET)
    chmodSync(path, mode)
    const issue = { code: 'KEYSTORE_PERMISSIONS', path, mode: `0${mode.toString(8)}`, expected: '0600' }
    expect(await issueOf(openFileKeyStore(dir, { create: false }))).toEqual(issue)
  })

  test.skipIf(!isPosix)('a folder that others can enter, opened or created in', async () => {
    const { dir } = await newStore()
    chmodSync(dir, 0o755)
    const issue = { code: 'KEYSTORE_PERMISSIONS', path: dir, mode: '0755', expected: '0700' }
    expect(await issueOf(openFileKeyStore(dir, { create: false }))).toEqual(issue)
    rmSync(join(dir, KEY_SET))
    expect(await issueOf(openFileKeyStore(dir, { create: true }))).toEqual(issue)
    expect(readdirSync(dir)).toEqual([])
  })

  test('what cannot be read or written, with the system’s name for it', async () => {
    const { dir } = await newStore()
    rmSync(join(dir, KEY_SET))
    mkdirSync(join(dir, KEY_SET), { mode: 0o700 })
    expect(await issueOf(openFileKeyStore(dir, { create: false }))).toMatchObject({ code: 'KEYSTORE_UNREADABLE' })
    const file = freshDir()
    writeFileSync(file, '')
    const inFile = join(file, 'keys')
    expect(await issueOf(openFileKeyStore(inFile, { create: false }))).toMatchObject({ code: 'KEYSTORE_UNREADABLE' })
    expect(await issueOf(openFileKeyStore(inFile, { create: true }))).toMatchObject({ code: 'KEYSTORE_UNWRITABLE' })
    expect(await issueOf(openFileKeyStore(file, { create: true }))).toMatchObject({ code: 'KEYSTORE_UNWRITABLE' })
  })

  test('a key set cut off anywhere', async () => {
    const { dir } = await newStore()
    const path = join(dir, KEY_SET)
    const whole = readFileSync(path)
    for (let length = 0; length < whole.length - 2; length += 13) {
      writeFileSync(path, whole.subarray(0, length))
      const issue = await issueOf(openFileKeyStore(dir, { create: false }))
      expect(issue, `${length} bytes`).toMatchObject({ code: 'KEYSTORE_CORRUPT', path, fault: 'not-json' })
    }
  })

  test('a key set with any character exchanged, unless it is layout', async () => {
    const { dir, store } = await newStore()
    const path = join(dir, KEY_SET)
    const whole = readFileSync(path, 'utf8')
    const fingerprint = await store.fingerprint()
    const anyEdit = fc.tuple(
      fc.nat(whole.length - 1),
      fc.constantFrom('A', 'b', '0', '=', '"', ' ', '}', '\u0000', '市'),
    )
    await fc.assert(
      fc.asyncProperty(anyEdit, async ([at, letter]) => {
        const edited = whole.slice(0, at) + letter + whole.slice(at + 1)
        writeFileSync(path, edited)
        const outcome = await openFileKeyStore(dir, { create: false }).catch((error: KeyStoreError) => error)
        if (outcome instanceof Error) expect(outcome.code).toBe('KEYSTORE_CORRUPT')
        else expect([await outcome.fingerprint(), isSameJson(edited, whole)]).toEqual([fingerprint, true])
      }),
      { numRuns: 120 },
    )
  })

  test.each([
    { why: 'another KEK', edit: { kek: Buffer.alloc(32, 1).toString('base64') }, fault: 'mac' },
    { why: 'another signing key', edit: { sm2PrivateKey: Buffer.alloc(32, 1).toString('base64') }, fault: 'mac' },
    { why: 'another root secret', edit: { rootSecret: Buffer.alloc(32, 1).toString('base64') }, fault: 'mac' },
    { why: 'a field too many', edit: { note: 'kept by hand' }, fault: 'mac' },
    { why: 'a root secret that is too short', edit: { rootSecret: 'AAAA' }, fault: 'shape' },
    { why: 'a root secret that is no text', edit: { rootSecret: 1 }, fault: 'shape' },
  ])('a key set edited to have $why', async ({ edit, fault }) => {
    const { dir } = await newStore()
    const path = join(dir, KEY_SET)
    const file = JSON.parse(readFileSync(path, 'utf8')) as { body: object }
    writeFileSync(path, JSON.stringify({ ...file, body: { ...file.body, ...edit } }))
    expect(await issueOf(openFileKeyStore(dir, { create: false }))).toEqual({ code: 'KEYSTORE_CORRUPT', path, fault })
  })

  test.each([
    {
      why: 'of a format to come',
      text: JSON.stringify({ format: 'fadu-key-set/2', body: {}, mac: '' }),
      fault: 'format',
    },
    { why: 'that is a list', text: '[]', fault: 'format' },
    { why: 'without a body', text: JSON.stringify({ format: 'fadu-key-set/1', mac: '' }), fault: 'shape' },
    { why: 'far too large', text: ' '.repeat(70_000), fault: 'too-large' },
  ])('a key set $why', async ({ text, fault }) => {
    const { dir } = await newStore()
    writeFileSync(join(dir, KEY_SET), text)
    expect(await issueOf(openFileKeyStore(dir, { create: false }))).toMatchObject({ code: 'KEYSTORE_CORRUPT', fault })
  })

  test('no refusal shows what was in the file', async () => {
    const { dir } = await newStore()
    const path = join(dir, KEY_SET)
    const whole = readFileSync(path, 'utf8')
    const texts = keyTexts(dir)
    for (const text of texts) {
      const at = whole.indexOf(text)
      for (const damaged of [whole.slice(0, at + 20), `${whole.slice(0, at + 20)}\u0001${whole.slice(at + 21)}`]) {
        writeFileSync(path, damaged)
        const refused: unknown = await openFileKeyStore(dir, { create: false }).catch((error: unknown) => error)
        const shown = inspect(refused, { depth: 9, showHidden: true })
        for (const secret of texts) expect(shown).not.toContain(secret.slice(0, 8))
      }
    }
  })
})

function isSameJson(a: string, b: string): boolean {
  return JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b))
}

describe('several creators at once', () => {
  test('in one process: one creates, the others are told, and one key set is there', async () => {
    const dir = freshDir()
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => openFileKeyStore(dir, { create: true })))
    const created = outcomes.filter((outcome) => outcome.status === 'fulfilled')
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(created).toHaveLength(1)
    expect(refused.map((outcome) => outcome.reason.code)).toEqual(Array(7).fill('KEYSTORE_EXISTS'))
    const kept = await (await openFileKeyStore(dir, { create: false })).fingerprint()
    expect(await created[0]!.value.fingerprint()).toBe(kept)
    expect(readdirSync(dir)).toEqual([KEY_SET])
  })

  const program = join(base, 'program')
  beforeAll(() => compileSources(program))

  test('in separate processes: one creates, the others are told, and one key set is there', async () => {
    const dir = freshDir()
    const startAt = String(Date.now() + 600)
    const runs = Array.from({ length: 4 }, () => runNode([join(program, 'create.js'), dir, startAt]))
    const answers = (await Promise.all(runs)).sort()
    const kept = await (await openFileKeyStore(dir, { create: false })).fingerprint()
    expect(answers).toEqual(['KEYSTORE_EXISTS', 'KEYSTORE_EXISTS', 'KEYSTORE_EXISTS', `created ${kept}`])
    expect(readdirSync(dir)).toEqual([KEY_SET])
  })

  test('what a creator that was killed left behind hinders nobody', async () => {
    const { dir } = await newStore()
    renameSync(join(dir, KEY_SET), join(dir, `.${KEY_SET}.9b2f.tmp`))
    expect(await issueOf(openFileKeyStore(dir, { create: false }))).toMatchObject({ code: 'KEYSTORE_MISSING' })
    await openFileKeyStore(dir, { create: true })
    await openFileKeyStore(dir, { create: false })
  })
})

const run = promisify(execFile)

async function runNode(args: readonly string[]): Promise<string> {
  return (await run(process.execPath, [...args])).stdout.trim()
}

/** The sources as JavaScript in a folder of their own: other processes run what is tested and no stale build. */
async function compileSources(target: string): Promise<void> {
  const entry = join(import.meta.dirname, 'index.ts')
  await build({
    configFile: false,
    logLevel: 'silent',
    root: import.meta.dirname,
    build: { ssr: entry, outDir: target },
  })
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(target, 'create.js'), creator)
  const library = createRequire(import.meta.url).resolve('sm-crypto-v2/package.json')
  symlinkSync(dirname(dirname(library)), join(target, 'node_modules'), 'junction')
}

/** Waits until all have started, then creates. */
const creator = `
import { openFileKeyStore } from './index.js'
const [dir, startAt] = process.argv.slice(2)
await new Promise((resolve) => setTimeout(resolve, Number(startAt) - Date.now()))
const answer = await openFileKeyStore(dir, { create: true }).then(
  async (store) => 'created ' + (await store.fingerprint()),
  (error) => error.code,
)
console.log(answer)
`
