import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { lookupCommand } from './command-line.ts'

test('a shell reads of the command exactly what was entered, whatever that is', () => {
  const matter = `it's $(id) "7" \`号\``
  const command = lookupCommand('https://data.example', {
    dataset: 'WZ-RESIDENTS',
    application: 'a-1',
    purpose: '待遇资格核验; true',
    matter,
    item: 'resident_id',
    value: 'a b',
    fields: ['name'],
    signed: true,
  })
  const read = execFileSync('sh', ['-c', `fadu() { printf '%s\\n' "$@"; }\n${command}`], { encoding: 'utf8' })
  expect(read.trimEnd().split('\n')).toEqual([
    ...['gw', 'lookup', 'WZ-RESIDENTS', '--url', 'https://data.example', '--application', 'a-1'],
    ...['--key-file', 'private-key.jwk', '--purpose', '待遇资格核验; true', '--matter', matter],
    ...['--item', 'resident_id', '--value', 'a b', '--field', 'name', '--sign'],
  ])
})
