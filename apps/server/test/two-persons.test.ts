import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, openCity, type City } from './support/city.ts'

const rules = new URL('../../../packs/platform/rules/', import.meta.url)
const administrators = ['systemAdmin', 'securityAdmin', 'auditAdmin']

/**
 * What an administrator may do or have by office, each with the act of the second person, or the reason why one is enough. An act
 * that destroys or exports data has a second person (双人复核); a new permission of an administrator fails until it stands here.
 */
const acts: Readonly<Record<string, { readonly second: string } | { readonly alone: string }>> = {
  'backup.order': { second: 'backup.approve' },
  'backup.approve': { alone: 'is the second person' },
  'log.askKeyRevocation': { second: 'log.revokeKey' },
  'log.revokeKey': { alone: 'is the second person' },
  'audit.askBundle': { second: 'audit.approveBundle' },
  'audit.makeBundle': { second: 'audit.approveBundle' },
  'audit.approveBundle': { alone: 'is the second person' },
  'retention.order': { second: 'retention.agree' },
  'retention.agree': { alone: 'is the second person' },
  'account.resetFactor': { alone: 'is the second person: of a device that its holder lost, who enrols another' },
  'account.assignRoles': { alone: 'is the second person: the system administrator opens an account, without roles' },

  // Takes something away.
  'account.close': {
    alone: 'must be at once when somebody leaves; ends access and erases nothing, a new account is opened',
  },
  'key.rotate': { alone: 'no row is lost: a key goes when every row is sealed under the next one' },
  'key.rewrap': { alone: 'no key is lost: each is wrapped anew, earlier key-encryption keys stay' },
  'answerKey.renew': { alone: 'earlier public keys stay published' },
  'answerKey.revoke': { alone: 'must be at once when a key is known; only keys that sign no more, and public' },
  'log.endWitness': { alone: 'what it signed stays and is served; supervisors see it at once' },
  'link.suspend': { alone: 'must be at once when the other platform is not trusted; what was received stays' },
  'maintenance.announce': { alone: 'announced to everybody before, ends by itself' },
  'maintenance.end': { alone: 'opens the gateway again' },

  'retention.lift': { alone: 'what it held is removed only by an order that two agree to' },

  // Lets something out: evidence without data, each reading itself an entry of it.
  'audit.read': {
    alone: 'entries hold no data in clear, whoever reads them is recorded, and an inspection may not be announced',
  },
  'audit.readPerson': {
    alone:
      'says who read about somebody, not what; reason and matter number are stated, recorded, and found by the next search',
  },
  'audit.listBundles': { alone: 'what was asked for and agreed to, not what is in it' },
  'retention.read': { alone: 'terms, orders and holds, no data' },
  'watch.read': { alone: 'counts and ages, no data' },
  'evidence.read': { alone: 'one entry by its receipt, no data in clear; the organisation concerned has it too' },
  'trace.run': { alone: 'shows to whom a file went, not its rows; recorded' },
  'operation.watch': { alone: 'counts and names of runs, no data; is the second look at what others took' },
  'operation.review': { alone: 'is the second look at what others took' },
  'account.read': { alone: 'names of colleagues' },
  'organization.read': { alone: 'names of offices, to find those whose accounts are administered' },
  'territory.read': { alone: 'names of territories' },
  'key.read': { alone: 'versions and states, never a key' },
  'backup.read': { alone: 'what came of backups, never what is in them' },

  // Neither.
  'link.read': { alone: 'links and how far they are, no data' },
  'checksums.compare': { alone: 'compares; names rows, not what is in them' },
  'checksums.read': { alone: 'names rows that are not as received, not what is in them' },
  'account.create': { alone: 'an account without roles may do nothing' },
  'retention.hold': { alone: 'keeps records longer' },
  'watch.openRisk': { alone: 'opens a duty of an organisation, takes nothing away and shows nothing' },
  'case.read': { alone: 'defects of systems and what is done about them, no data' },
  'watch.acknowledge': { alone: 'says who sees to it; the alert stays until it is over' },
  'backup.drill': { alone: 'is restored aside, checked and removed; nothing leaves' },
  'log.check': { alone: 'compares; names records, not what is in them' },
  'log.registerWitness': { alone: 'adds a check from outside' },
  'organization.register': { alone: 'adds a name to a register' },
  'calendar.enterNotice': { alone: 'public papers; entered again when wrong, clocks are counted again' },
  'law.compare': { alone: 'reads the law' },
}

/** Actions that some rule permits to an administrator by that role. */
function permittedToAdministrators(): readonly string[] {
  const text = readdirSync(rules)
    .map((name) => readFileSync(new URL(name, rules), 'utf8'))
    .join('\n')
  const policies = text.split(/^@id/m).filter((policy) => /^\("[^)]*"\)[^]*?\npermit\b/.test(policy))
  const theirs = policies.filter((policy) => administrators.some((role) => policy.includes(`contains("${role}")`)))
  const actions = theirs.flatMap((policy) => [...policy.matchAll(/Action::"([^"]+)"/g)].map(([, action]) => action!))
  return [...new Set(actions)].toSorted()
}

describe('what an administrator may do alone', () => {
  test('WZ-40-2-5 is said of every act that a rule permits to one, and of no other', () => {
    const permitted = permittedToAdministrators()
    expect(permitted).toContain('backup.order')
    expect(Object.keys(acts).toSorted()).toEqual(permitted)
  })
})

describe.each(engines)('two persons on %s', (engine) => {
  let city: City
  beforeAll(async () => {
    city = await openCity(engine, { backups: { folder: '/nonexistent', everyMs: undefined, drillEveryMs: undefined } })
  })
  afterAll(() => city.close())

  test('WZ-40-2-5 every act that needs a second person has a route for it, which the first one is refused', async () => {
    const routes = new Map(city.routes.map((route) => [route.action, route]))
    for (const [action, needs] of Object.entries(acts)) {
      if (!('second' in needs)) continue
      expect(routes.has(action), action).toBe(true)
      expect(routes.get(needs.second)?.method, needs.second).toBe('POST')
    }
  })

  test('PF-115 a backup that one administrator asked for does not go until another has agreed', async () => {
    const [system, security, audit] = await Promise.all(
      ['platform.system', 'platform.security', 'platform.audit'].map((login) => city.as(login)),
    )
    const asked = await system!.send('POST', '/api/v1/backups', {})
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const path = `/api/v1/backups/${asked.body.result.id as string}/approval`
    for (const alone of [system!, audit!]) expect((await alone.send('POST', path)).status).toBe(403)
    const standing = await system!.get('/api/v1/backups')
    expect(standing.body.items[0]).toMatchObject({ state: 'asked', backup: null })
    expect((await security!.send('POST', '/api/v1/backups', {})).status).toBe(403)
    expect((await security!.send('POST', path)).body.result).toMatchObject({ state: 'approved' })
  })
})
