import { clientAssertion, createClient } from '@fadu/sdk'
import { applicationClient, applicationFrom, type ApplicationOptions } from '../people.ts'
import { conditionArgument } from '../usage.ts'
import { printJson, type Output } from './output.ts'

export interface LookupOptions extends ApplicationOptions {
  readonly purpose: string
  readonly matter: string
  readonly item: string
  readonly value: readonly string[]
  readonly field?: readonly string[]
  readonly json?: boolean
}

/** `fadu gw lookup`: what an application's own program would do, for trying out a grant. */
export async function gatewayLookup(dataset: string, options: LookupOptions, output: Output): Promise<number> {
  const application = await applicationClient(options)
  const { purpose, matter, item, value, field } = options
  const request = { purpose, matter, item, values: value, ...(field === undefined ? {} : { fields: field }) }
  const answer = await application.lookup(dataset, request)
  if (options.json === true) printJson(output, answer)
  else {
    for (const row of answer.rows) output.out(JSON.stringify(row))
    output.out(
      `${answer.rows.length} 行 rows；依据 grounds ${answer.grounds.map((g) => g.clause).join('、')}；凭证 receipt ${answer.receipt}`,
    )
  }
  return 0
}

export interface TokenOptions extends ApplicationOptions {
  readonly json?: boolean
}

/** `fadu gw token`: a bearer for a signed assertion, for programs that call with tools of their own. */
export async function gatewayToken(options: TokenOptions, output: Output): Promise<number> {
  const assertion = await clientAssertion(await applicationFrom(options), new Date())
  const token = await createClient({ baseUrl: options.url }).post('/gw/v1/token', {
    body: {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    },
  })
  if (options.json === true) printJson(output, token)
  else {
    output.out(token.access_token)
    output.err(`${token.expires_in} 秒内有效 good for ${token.expires_in} s`)
  }
  return 0
}

export interface QueryOptions extends ApplicationOptions {
  readonly purpose: string
  readonly matter: string
  readonly where?: readonly string[]
  readonly field?: readonly string[]
  readonly order?: string
  readonly rows?: number
  readonly json?: boolean
}

const mostRowsOfPage = 1000

/** `fadu gw query`: rows by conditions, page after page until as many were written as asked for; each page has a receipt. */
export async function gatewayQuery(dataset: string, options: QueryOptions, output: Output): Promise<number> {
  const application = await applicationClient(options)
  const { purpose, matter, where = [], field, order, rows: most = 100 } = options
  const question = {
    purpose,
    matter,
    where: where.map(conditionArgument),
    ...(field === undefined ? {} : { fields: field }),
    ...(order === undefined ? {} : { order: { item: order } }),
  }
  let cursor: string | undefined
  for (let left = most; left > 0;) {
    const limit = Math.min(left, mostRowsOfPage)
    const page = await application.query(dataset, { ...question, limit, ...(cursor === undefined ? {} : { cursor }) })
    if (options.json === true) printJson(output, page)
    else {
      for (const row of page.rows) output.out(JSON.stringify(row))
      output.err(`${page.rows.length} 行 rows；凭证 receipt ${page.receipt}`)
    }
    left -= page.rows.length
    if (page.next === null || page.rows.length === 0) return 0
    cursor = page.next
  }
  return 0
}

export interface VerifyOptions extends ApplicationOptions {
  readonly purpose: string
  readonly matter: string
  readonly item: string
  readonly key: string
  readonly claim: readonly string[]
  readonly json?: boolean
}

/** `fadu gw verify`: asks whether what is claimed of one row is so, for trying out a permit. */
export async function gatewayVerify(dataset: string, options: VerifyOptions, output: Output): Promise<number> {
  const application = await applicationClient(options)
  const { purpose, matter, item, key, claim } = options
  const values = Object.fromEntries(claim.map(itemAndValue))
  const answer = await application.verify(dataset, { purpose, matter, item, pairs: [{ key, values }] })
  if (options.json === true) printJson(output, answer)
  else {
    for (const [code, outcome] of Object.entries(answer.results[0] ?? {})) output.out(`${code} ${words[outcome]}`)
    output.out(`依据 grounds ${answer.grounds.map((g) => g.clause).join('、')}；凭证 receipt ${answer.receipt}`)
  }
  return 0
}

const words = { match: '一致 match', mismatch: '不一致 mismatch', notFound: '查无 not found' } as const

/** `name=王某`, checked when the argument was read. */
function itemAndValue(claim: string): readonly [string, string] {
  const at = claim.indexOf('=')
  return [claim.slice(0, at), claim.slice(at + 1)]
}
