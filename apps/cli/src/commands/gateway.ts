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
