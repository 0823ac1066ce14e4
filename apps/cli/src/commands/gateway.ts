import { createClient } from '@fadu/sdk'
import { applicationFrom, type ApplicationOptions } from '../people.ts'
import { printJson, type Output } from './output.ts'

export interface LookupOptions extends ApplicationOptions {
  readonly url: string
  readonly purpose: string
  readonly matter: string
  readonly item: string
  readonly value: readonly string[]
  readonly field?: readonly string[]
  readonly json?: boolean
}

/** `fadu gw lookup`: what an application's own program would do, for trying out a grant. */
export async function gatewayLookup(dataset: string, options: LookupOptions, output: Output): Promise<number> {
  const application = createClient({ baseUrl: options.url }).asApplication(await applicationFrom(options))
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

export interface VerifyOptions extends ApplicationOptions {
  readonly url: string
  readonly purpose: string
  readonly matter: string
  readonly item: string
  readonly key: string
  readonly claim: readonly string[]
  readonly json?: boolean
}

/** `fadu gw verify`: asks whether what is claimed of one row is so, for trying out a permit. */
export async function gatewayVerify(dataset: string, options: VerifyOptions, output: Output): Promise<number> {
  const application = createClient({ baseUrl: options.url }).asApplication(await applicationFrom(options))
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
