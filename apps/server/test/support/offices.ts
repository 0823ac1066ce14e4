import type { City } from './city.ts'

export interface Office {
  readonly id: string
  /** Login of its one account, which has all the roles asked for. */
  readonly login: string
}

/** The organisation an account of the demonstration belongs to. */
export async function organizationId(city: City, login: string): Promise<string> {
  const session = await (await city.as(login)).get('/api/v1/session')
  if (session.status !== 200) throw new Error(`no session of ${login}: ${JSON.stringify(session.body)}`)
  return session.body.organization.id as string
}

/** Registers an organisation with one account, as the administrators of the platform do. */
export async function registerOffice(
  city: City,
  office: { code: string; name: string; territory: string; kinds: readonly string[]; roles: readonly string[] },
): Promise<Office> {
  const { code, name, territory, kinds, roles } = office
  const system = await city.as('platform.system')
  const organization = await system.send('POST', '/api/v1/organizations', { code, name, territory, kinds })
  if (organization.status !== 201) throw new Error(`not registered: ${JSON.stringify(organization.body)}`)
  const { id } = organization.body.result as { id: string }
  const login = `${code}.office`
  const account = await system.send('POST', `/api/v1/organizations/${id}/accounts`, {
    login,
    name: '经办人（测试）',
    password: city.demo.password,
  })
  if (account.status !== 201) throw new Error(`no account: ${JSON.stringify(account.body)}`)
  const assigned = await (
    await city.as('platform.security')
  ).send('PUT', `/api/v1/accounts/${account.body.result.id as string}/roles`, { roles })
  if (assigned.status !== 200) throw new Error(`no roles: ${JSON.stringify(assigned.body)}`)
  return { id, login }
}
