import { mkdtemp, cp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packsFolder } from '@fadu/law-files'
import { fadu } from './testing/run-fadu.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fadu-cli-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('help and version end with 0', async () => {
  const help = await fadu('--help')
  expect(help).toMatchObject({ code: 0, err: '' })
  expect(help.out).toContain('demo')
  expect((await fadu()).out).toBe(help.out)
  expect(await fadu('--version')).toEqual({ code: 0, out: '0.1.0', err: '' })
  expect((await fadu('log', 'verify', '--help')).out).toContain('--key')
})

test.each([
  [['nonsense'], "unknown command 'nonsense'", 'fadu [options] [command]'],
  [['log'], 'a subcommand is needed: verify, export, proof', 'fadu log'],
  [['pack', 'nonsense'], "unknown command 'nonsense'", 'fadu pack'],
  [['demo', '--bogus'], "unknown option '--bogus'", 'fadu demo'],
  [['demo', '--url', 'foo'], 'an address is written http://host:port', 'fadu demo'],
  [['clock', '--territory', '64', '--from', '2026-01-01', '--days', '5'], 'six or twelve digits', 'fadu clock'],
  [['clock', '--territory', '640300000000', '--from', '2026-02-30', '--days', '5'], 'YYYY-MM-DD', 'fadu clock'],
  [['clock', '--territory', '640300000000', '--from', '2026-01-01', '--days', '-1'], 'working days', 'fadu clock'],
  [['clock', '--territory', '640300000000', '--from', '2026-01-01'], 'either --period or --days', 'fadu clock'],
  [
    ['clock', '--territory', '640300000000', '--from', '2026-01-01', '--days', '1', '--period', 'x'],
    'either',
    'fadu clock',
  ],
  [['log', 'verify'], '--url is needed', 'fadu log verify'],
  [['log', 'verify', 'export.jsonl'], 'offline verification needs --key', 'fadu log verify'],
  [['log', 'verify', '--url', 'http://127.0.0.1:1'], '--login with --password-file is needed', 'fadu log verify'],
  [['log', 'proof', 'x', '--url', 'http://127.0.0.1:1'], 'a receipt is the id', 'fadu log proof'],
  [['keys'], 'a subcommand is needed: add-kek', 'fadu keys'],
  [['keys', 'split', '--data', '.'], "required option '--threshold <k>'", 'fadu keys split'],
  [['keys', 'split', '--data', '.', '--threshold', '1', '--custodians', 'a,b'], 'from 2 to 255', 'fadu keys split'],
  [
    ['keys', 'split', '--data', '.', '--threshold', '2', '--custodians', 'a,a'],
    '2 to 255 different',
    'fadu keys split',
  ],
  [['keys', 'split', '--data', '.', '--threshold', '3', '--custodians', 'a,b'], 'at least as many', 'fadu keys split'],
  [['keys', 'backup', 'k.json', '--data', '.', '--threshold', '2'], 'give both', 'fadu keys backup'],
  [['keys', 'unlock', '--url', 'foo'], 'an address is written http://host:port', 'fadu keys unlock'],
  [['keys', 'check'], "missing required argument 'file'", 'fadu keys check'],
  [['gw', 'lookup', 'WZ-X'], "required option '--url <url>'", 'fadu gw lookup'],
  [['gw', 'query', 'WZ-X'], "required option '--url <url>'", 'fadu gw query'],
  [['gw', 'query', 'WZ-X', '--rows', '0'], 'rows are a whole number from 1', 'fadu gw query'],
  [['gw', 'token', '--url', 'http://127.0.0.1:1'], "required option '--application <id>'", 'fadu gw token'],
  [
    ['gw', 'token', '--url', 'http://127.0.0.1:1', '--application', 'x'],
    '--key-file or --data is needed',
    'fadu gw token',
  ],
  [['gw', 'verify', 'WZ-X', '--claim', 'name'], 'a claim is written item=value', 'fadu gw verify'],
])('wrong arguments %j: one line, the usage, exit code 2', async (args, line, usage) => {
  const { code, out, err } = await fadu(...args)
  expect(code).toBe(2)
  expect(out).toBe('')
  const [first, second, ...more] = err.split('\n')
  expect(first).toContain(line)
  expect(second).toContain(usage)
  expect(more).toEqual([])
})

test('what fails is said in one line and ends with 1', async () => {
  const noServer = await fadu(
    'clock',
    '--url',
    'http://127.0.0.1:1',
    '--territory',
    '640300000000',
    '--from',
    '2026-01-01',
    '--days',
    '1',
  )
  expect(noServer.code).toBe(1)
  expect(noServer.err).toContain('no answer from the server')
  const noAccounts = await fadu('log', 'verify', '--url', 'http://127.0.0.1:1', '--data', folder)
  expect(noAccounts).toMatchObject({ code: 1, out: '' })
  expect(noAccounts.err).toContain('demo-accounts.json')
})

test('a password never appears, whatever goes wrong', async () => {
  const password = 'correct horse battery staple'
  await writeFile(join(folder, 'demo-accounts.json'), JSON.stringify({ password, accounts: [], applications: [] }))
  const { err, out } = await fadu('log', 'verify', '--url', 'http://127.0.0.1:1', '--data', folder)
  expect(out + err).not.toContain(password)
})

test('a due date is counted from the packs: over the Spring Festival of 2026, with its make-up day', async () => {
  const { code, out } = await fadu(
    'clock',
    '--territory',
    '640300000000',
    '--period',
    'share.reply',
    '--from',
    '2026-02-09',
  )
  expect(code).toBe(0)
  expect(out).toContain('届满 due 2026-02-14')
  expect(out).toContain('WZ-26-2')
  const json = await fadu('clock', '--territory', '330212000000', '--days', '3', '--from', '2027-01-29', '--json')
  expect(JSON.parse(json.out)).toMatchObject({ due: '2027-02-03', provisional: true, period: null })
})

test('a period that the regime does not have is named together with those it has', async () => {
  const { code, err } = await fadu('clock', '--territory', '640300000000', '--period', 'x', '--from', '2026-02-09')
  expect(code).toBe(1)
  expect(err).toContain('share.reply')
})

test('the packs that ship are sound, together and one by one', async () => {
  expect(await fadu('pack', 'lint')).toMatchObject({ code: 0 })
  const one = await fadu('pack', 'lint', join(packsFolder, 'yinzhou-2023'), '--json')
  expect(JSON.parse(one.out)).toMatchObject({ ok: true, packs: ['yinzhou-2023'], issues: [] })
})

test('a fault of a pack is shown with its file, and ends with 1', async () => {
  await cp(packsFolder, folder, { recursive: true })
  const file = join(folder, 'wuzhong-draft-2024', 'values', 'share.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('WZ-26-2', 'WZ-99-9'))
  const { code, out } = await fadu('pack', 'lint', folder)
  expect(code).toBe(1)
  expect(out).toContain('PACK_CLAUSE_UNKNOWN')
  expect(out).toContain('WZ-99-9')
})
