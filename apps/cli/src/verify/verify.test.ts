import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClient } from '@fadu/sdk'
import { main } from '../main.ts'
import { makeKeys, startSmallLog, type SmallLog } from '../testing/small-log.ts'
import { exportLog, verifyExport, verifyLog } from './verify-log.ts'
import { verifyReceipt } from './verify-receipt.ts'
import { trustKeys } from './verifier-keys.ts'

const count = 300 // more than one tile of 256
let log: SmallLog
let folder: string
beforeEach(async () => {
  log = await startSmallLog(count)
  folder = await mkdtemp(join(tmpdir(), 'fadu-log-'))
})
afterEach(async () => {
  await log.stop()
  await rm(folder, { recursive: true, force: true })
})
const client = () => createClient({ baseUrl: log.url })

test('a receipt verifies from its body to the signatures, and says where its keys came from', async () => {
  const found = await verifyReceipt(client(), log.ids[257]!, { reader: client(), keys: log.vkeys })
  expect(found).toMatchObject({ leafIndex: 257, treeSize: count, keysFrom: 'pinned' })
  expect(found.signatures.map((s) => s.algorithm)).toEqual(['sm2-sm3', 'ed25519'])
  expect(found.body).toMatchObject({ number: 257 })
  expect(await verifyReceipt(client(), log.ids[0]!)).toMatchObject({ body: undefined, keysFrom: 'server' })
})

test('a changed body is found, and so is the body of another entry', async () => {
  log.bodies[5] = log.bodies[5]!.replace('"number":5', '"number":6')
  await expect(verifyReceipt(client(), log.ids[5]!, { reader: client(), keys: log.vkeys })).rejects.toMatchObject({
    code: 'LOG_ROOT_MISMATCH',
  })
  log.bodies[5] = log.bodies[6]!
  await expect(verifyReceipt(client(), log.ids[5]!, { reader: client(), keys: log.vkeys })).rejects.toMatchObject({
    code: 'LOG_ROOT_MISMATCH',
  })
})

test('a log signed by other keys than the pinned ones is not believed', async () => {
  const others = makeKeys().map((k) => k.vkey)
  await expect(verifyReceipt(client(), log.ids[0]!, { keys: others })).rejects.toMatchObject({
    code: 'LOG_NOTE_NOT_VERIFIED',
  })
  await expect(verifyLog(client(), { keys: others })).rejects.toMatchObject({ code: 'LOG_NOTE_NOT_VERIFIED' })
})

test('a checkpoint with a touched root or size is not believed', async () => {
  log.checkpoint = log.checkpoint.replace(`\n${count}\n`, `\n${count - 1}\n`)
  await expect(verifyReceipt(client(), log.ids[0]!, { keys: log.vkeys })).rejects.toMatchObject({
    code: 'LOG_SIGNATURE_INVALID',
  })
})

test('the whole log verifies in pages; one entry changed, removed or moved is found', async () => {
  expect(await verifyLog(client(), { keys: log.vkeys })).toMatchObject({ ok: true, size: count, problems: [] })
  const [first, second] = log.bodies
  log.bodies.splice(0, 2, second!, first!)
  expect(await verifyLog(client(), { keys: log.vkeys })).toMatchObject({
    ok: false,
    problems: [{ code: 'LOG_ROOT_MISMATCH' }],
  })
  log.bodies.splice(0, 1)
  expect(await verifyLog(client(), { keys: log.vkeys })).toMatchObject({
    ok: false,
    problems: [{ code: 'LOG_COUNT_MISMATCH' }],
  })
})

test('an export verifies offline with pinned keys, and no longer after one character was changed', async () => {
  const file = join(folder, 'log.jsonl')
  expect(await exportLog(client(), file)).toMatchObject({ ok: true, size: count })
  const p = { file, checkpointFile: `${file}.checkpoint`, keys: log.vkeys }
  expect(await verifyExport(p)).toMatchObject({ ok: true, size: count, keysFrom: 'pinned' })
  await writeFile(
    file,
    (await readFile(file, 'utf8')).replace('"number":42}', '"number":43}').replace('"number":42,', '"number":43,'),
  )
  expect(await verifyExport(p)).toMatchObject({ ok: false, problems: [{ code: 'LOG_ROOT_MISMATCH' }] })
})

test('the command ends with 0 for a whole export and with 1 for a changed one', async () => {
  const file = join(folder, 'log.jsonl')
  await exportLog(client(), file)
  const lines: string[] = []
  const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
  const keys = log.vkeys.flatMap((k) => ['--key', k])
  expect(await main(['node', 'fadu', 'log', 'verify', file, ...keys], output)).toBe(0)
  expect(lines.join('\n')).toContain('验证通过 verified')
  await writeFile(file, (await readFile(file, 'utf8')).split('\n').slice(1).join('\n'))
  expect(await main(['node', 'fadu', 'log', 'verify', file, ...keys], output)).toBe(1)
  expect(lines.at(-1)).toContain('NOT verified')
})

test.each([
  { why: 'by an entry before its end', from: 200, others: false, ok: false },
  { why: 'by an entry that it does not have yet', from: count, others: false, ok: true },
  { why: 'by an entry before its end, and signed by new keys too', from: 200, others: true, ok: true },
])('a log whose keys are revoked $why verifies: $ok', async ({ from, others, ok }) => {
  const [old, fresh] = [makeKeys(), makeKeys()]
  const statement = {
    ...{ kind: 'act', action: 'log.revokeKey', outcome: 'done' },
    detail: { keys: old.map((key) => key.vkey), from },
  }
  // That somebody asked for it, or was refused, says nothing.
  const asked = {
    ...statement,
    kind: 'refusal',
    outcome: 'refused',
    detail: { keys: fresh.map((k) => k.vkey), from: 0 },
  }
  const says = (number: number) => (number === 250 ? statement : number === 251 ? asked : {})
  const revoked = await startSmallLog(count, { keys: others ? [...old, ...fresh] : old, says })
  try {
    const keys = [...old, ...fresh].map((key) => key.vkey)
    const report = await verifyLog(createClient({ baseUrl: revoked.url }), { keys })
    expect(report).toMatchObject({ ok, problems: [], revoked: [{ from, keys: old.map((key) => key.vkey) }] })
    const standing = others ? fresh : ok ? old : []
    expect(report.verified.map((key) => key.keyId)).toEqual(standing.map((key) => key.vkey.split('+')[1]))
    const lines: string[] = []
    const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
    const file = join(folder, 'revoked.jsonl')
    await exportLog(createClient({ baseUrl: revoked.url }), file, { keys })
    const pinned = keys.flatMap((key) => ['--key', key])
    expect(await main(['node', 'fadu', 'log', 'verify', file, ...pinned], output)).toBe(ok ? 0 : 1)
    expect(lines.join('\n')).toContain(`自第 ${from} 条记录起不可信`)
  } finally {
    await revoked.stop()
  }
})

test('keys of two logs, or none, are no keys', () => {
  expect(() => trustKeys([], 'pinned')).toThrow('KEYS_INVALID')
  expect(() => trustKeys(['nonsense'], 'pinned')).toThrow('LOG_VERIFIER_KEY_MALFORMED')
})
