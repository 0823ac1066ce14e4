import { expect, test } from 'vitest'
import { lookupCommand } from './command-line.ts'

test('the command holds what was entered as a shell reads it, also what a shell would take for its own', () => {
  const command = lookupCommand('https://data.example', {
    dataset: 'WZ-RESIDENTS',
    application: 'a-1',
    purpose: '待遇资格核验; true',
    matter: `it's $(id) "7"`,
    item: 'resident_id',
    value: 'a b',
    fields: ['name', 'address'],
    signed: true,
  })
  expect(command.split(' \\\n  ')).toEqual([
    'fadu gw lookup WZ-RESIDENTS',
    '--url https://data.example',
    '--application a-1',
    '--key-file private-key.jwk',
    `--purpose '待遇资格核验; true'`,
    String.raw`--matter 'it'\''s $(id) "7"'`,
    '--item resident_id',
    `--value 'a b'`,
    '--field name',
    '--field address',
    '--sign',
  ])
})
