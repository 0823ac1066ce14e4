import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { openCity, type Answer, type City, type CityOptions, type Engine } from './city.ts'
import { organizationId } from './offices.ts'

/** One platform of two: its link to the other, and who speaks for it. */
export interface Side {
  readonly city: City
  readonly url: string
  readonly link: string
  /** Approver of the authority that entered the link. */
  readonly authority: string
}

/** A city and a district of it, each with a platform of its own, that know each other and call over loopback. */
export interface Pair {
  readonly upper: Side
  readonly lower: Side
  close(): Promise<void>
}

const authorities = { upper: 'wuzhong.data', lower: 'litong.data' } as const

export async function openPair(engine: Engine, options: CityOptions = {}): Promise<Pair> {
  const upper = await openCity(engine, options)
  const lower = await openCity(engine, { ...options, founded: true })
  const urls = { upper: await listening(upper), lower: await listening(lower) }
  // Each registers the other as an application of the other's authority, by the key that the other shows.
  const lowerAtUpper = await knownAs(upper, `${authorities.lower}.steward`, lower)
  const upperAtLower = await knownAs(lower, `${authorities.upper}.steward`, upper)
  const enter = async (city: City, login: string, other: City, more: object): Promise<string> => {
    const answer = await (
      await city.as(login)
    ).send('POST', '/api/v1/links', { ...(await termsOf(other)), everySeconds: 60, ...more })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.result.id as string
  }
  const atUpper = {
    ...{ name: '利通区公共数据平台', relation: 'lower', baseUrl: urls.lower },
    ...{ application: lowerAtUpper, clientId: upperAtLower },
  }
  const atLower = {
    ...{ name: '吴忠市公共数据平台', relation: 'upper', baseUrl: urls.upper },
    ...{ application: upperAtLower, clientId: lowerAtUpper },
  }
  const sides = {
    upper: { city: upper, url: urls.upper, authority: `${authorities.upper}.approver` },
    lower: { city: lower, url: urls.lower, authority: `${authorities.lower}.approver` },
  }
  return {
    upper: { ...sides.upper, link: await enter(upper, sides.upper.authority, lower, atUpper) },
    lower: { ...sides.lower, link: await enter(lower, sides.lower.authority, upper, atLower) },
    close: async () => {
      await upper.close()
      await lower.close()
    },
  }
}

/** What a platform shows of itself to whoever links to it. */
export async function termsOf(other: City): Promise<{ readonly verifierKeys: readonly string[] }> {
  const { verifierKeys } = (await other.anonymous.get('/link/v1/key')).body as { verifierKeys: string[] }
  return { verifierKeys }
}

/** Registers a platform as an application at another. @returns Its id. */
export async function knownAs(city: City, steward: string, other: City): Promise<string> {
  const { algorithm, publicKey } = (await other.anonymous.get('/link/v1/key')).body as Record<string, unknown>
  const owner = await organizationId(city, steward)
  const answer = await (
    await city.as(steward)
  ).send('POST', `/api/v1/organizations/${owner}/applications`, {
    name: '公共数据平台',
    key: { algorithm, publicKey },
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.result.id as string
}

export async function viewLink({ city, link, authority }: Side): Promise<Answer['body']> {
  const answer = await (await city.as(authority)).get(`/api/v1/links/${link}`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

/** Enters the link anew with some of it changed. */
export async function amendLink(side: Side, more: object): Promise<Answer> {
  const { name, relation, application, clientId, baseUrl, calls, verifierKeys, everySeconds, version } =
    await viewLink(side)
  const input = { name, relation, application, clientId, baseUrl, calls, verifierKeys, everySeconds, version, ...more }
  return (await side.city.as(side.authority)).send('PUT', `/api/v1/links/${side.link}`, input)
}

export async function moveLink(
  side: Side,
  name: 'suspend' | 'resume' | 'end',
  login = side.authority,
): Promise<Answer> {
  const { version } = await viewLink(side)
  return (await side.city.as(login)).send('POST', `/api/v1/links/${side.link}/${name}`, { version })
}

/** Has the side call the other now. @returns What became of it. */
export async function call(side: Side) {
  const asked = await (await side.city.as(side.authority)).send('POST', `/api/v1/links/${side.link}/calls`)
  expect(asked.status, JSON.stringify(asked.body)).toBe(202)
  return side.city.services.linkCaller.callDue(new AbortController().signal)
}

/** Entries that the side heard of, by code. */
export async function heardCodes(side: Side, query = ''): Promise<readonly string[]> {
  const answer = await (await side.city.as(side.authority)).get(`/api/v1/foreign-entries?limit=200${query}`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return (answer.body.items as { code: string }[]).map((item) => item.code)
}

async function listening(city: City): Promise<string> {
  await city.app.listen({ host: '127.0.0.1', port: 0 })
  return `http://127.0.0.1:${(city.app.server.address() as AddressInfo).port}`
}

/** Stands between two platforms and may change what the other answers; undefined breaks the answer off. */
export async function between(
  url: string,
  change: (path: string, body: string) => string | undefined,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { authorization } = request.headers
      const answer = await fetch(`${url}${request.url}`, {
        method: request.method!,
        headers: {
          'content-type': 'application/json',
          ...(authorization === undefined ? {} : { authorization }),
        },
        ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
      })
      const body = await answer.text()
      const changed = change(request.url!, body)
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      if (changed !== undefined) return void response.end(changed)
      response.write(body.slice(0, body.length / 2))
      setTimeout(() => response.destroy(), 20)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
