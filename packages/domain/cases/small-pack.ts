// For tests only: packs of one clause, written by the test itself.
import type { Pack, Rank } from '../src/index.ts'
import { packFrom } from './read-packs.ts'

export interface SmallPack {
  readonly id: string
  /** Its one clause is `<prefix>-01`. */
  readonly prefix: string
  /** Twelve digits, or `*` for rules of the platform. */
  readonly territory: string
  readonly rank?: Rank
  /** First day in force; a pack without one is policy. */
  readonly inForce?: string
  /** Further lines of `pack.yaml`. */
  readonly more?: string
  readonly files?: Readonly<Record<string, string>>
}

const columns = 'id,regulation,article,text_zh,actor,kind,lifecycle,deadline,executable,capability,acceptance'

/** @throws {PackError} when it has a fault. */
export function smallPack({ id, prefix, territory, rank = 'policy', inForce, more = '', files = {} }: SmallPack): Pack {
  const status = inForce === undefined ? 'status: policy' : `status: law\ninForce: "${inForce}"`
  const head = `id: ${id}\nprefix: ${prefix}\ntitle: 示例\nsource: 示例\ntitleEn: Sample\nterritory: "${territory}"\nrank: ${rank}\n${status}\n${more}`
  return packFrom(
    id,
    new Map([
      ['pack.yaml', head],
      ['clauses.csv', `${columns}\n${prefix}-01,sample,1,条文,any,duty,use,,yes,Use,Sentence.\n`],
      ...Object.entries(files),
    ]),
  )
}
