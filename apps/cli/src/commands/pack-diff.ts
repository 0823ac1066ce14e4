import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  affectedPeriods,
  diffPacks,
  PackError,
  type AffectedPeriod,
  type AspectChange,
  type Difference,
  type DiffPart,
  type DiffValue,
  type Pack,
  type PackDiff,
} from '@fadu/domain'
import { packNames, packsFolder, readPackFolder } from '@fadu/law-files'
import { openCasesUnder, type OpenCases } from '../law/open-cases.ts'
import type { PersonOptions } from '../people.ts'
import { UsageError } from '../usage.ts'
import { printJson, type Output } from './output.ts'

export interface DiffOptions extends Partial<PersonOptions> {
  readonly packs?: string
  readonly json?: boolean
}

/**
 * `fadu pack diff`: what a later text changes, and for whom; with a server, also which open cases would fall due on
 * another day under it.
 */
export async function packDiff(from: string, to: string, options: DiffOptions, output: Output): Promise<number> {
  const { url } = options
  const [before, after] = [await packNamed(from, options), await packNamed(to, options)]
  const diff = diffPacks(before, after)
  const affected = affectedPeriods(diff)
  const cases = url === undefined ? undefined : await openCasesUnder(before.id, affected, { ...options, url })
  if (options.json === true) {
    printJson(output, { ...diff, affectedPeriods: affected, ...(cases === undefined ? {} : { openCases: cases }) })
  } else for (const line of [...describe(diff, affected), ...describeCases(cases)]) output.out(line)
  return 0
}

/** A pack by its folder, or by its name among the packs of this machine. */
async function packNamed(name: string, { packs = packsFolder }: DiffOptions): Promise<Pack> {
  for (const folder of [name, join(packs, name)]) {
    if (!(await isPackFolder(folder))) continue
    const { load } = await readPackFolder(folder)
    if (load.ok) return load.pack
    throw new PackError(load.issues)
  }
  const known = (await packNames(packs)).join('、')
  throw new UsageError(
    `「${name}」不是法规包文件夹，也不在 ${packs} 中（现有 ${known}）`,
    'neither the folder of a pack nor the name of one',
  )
}

async function isPackFolder(folder: string): Promise<boolean> {
  try {
    return (await stat(join(folder, 'pack.yaml'))).isFile()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return false
    throw error
  }
}

const parts: Readonly<Record<DiffPart, string>> = {
  pack: '法规包 pack',
  clause: '条款 clause',
  term: '用语 term',
  period: '期限 period',
  limit: '限值 limit',
  form: '表单 form',
  field: '字段 field',
  instrument: '依据文件 instrument',
  guard: '平台保障 guard',
  grading: '分类分级规则 grading',
  duty: '职责 duty',
  policy: '规则 policy',
  procedure: '程序 procedure',
  party: '一方 party',
  state: '状态 state',
  action: '办理 action',
}
const changes = { added: '新增 added', removed: '删除 removed', changed: '修改 changed' } as const

function describe({ before, after, differences }: PackDiff, affected: readonly AffectedPeriod[]): readonly string[] {
  return [
    `${before.id}@${before.version} → ${after.id}@${after.version}`,
    ...differences.flatMap(describeDifference),
    ...affected.map(
      (p) => `在办期限受影响 running clocks affected：${p.name} ${lengthOf(p.before)} → ${lengthOf(p.after)}`,
    ),
    differences.length === 0 ? '没有不同 no differences' : `${differences.length} 处不同 differences`,
  ]
}

function lengthOf({ length, unit, basis }: AffectedPeriod['before']): string {
  return `${length} ${unit} (${basis})`
}

function describeDifference({ part, name, change, aspects, concerns, cites }: Difference): readonly string[] {
  const whom = concerns.length === 0 ? '' : `；涉及 concerns ${concerns.join('、')}`
  const clauses = cites.length === 0 || part === 'clause' ? '' : `；${cites.join('、')}`
  const head = `${parts[part]} ${name}：${changes[change]}${whom}${clauses}`
  return [head, ...aspects.flatMap((aspect) => describeAspect(aspect, change))]
}

function describeAspect({ aspect, before, after }: AspectChange, change: Difference['change']): readonly string[] {
  if (change !== 'changed') {
    const value = change === 'added' ? after : before
    return isNothing(value) ? [] : [`  ${aspect}: ${shown(value)}`]
  }
  const line = `  ${aspect}: ${shown(before)} → ${shown(after)}`
  return line.length <= 120 && !line.includes('\n')
    ? [line]
    : [`  ${aspect}:`, ...marked('-', before), ...marked('+', after)]
}

function marked(mark: string, value: DiffValue): readonly string[] {
  return shown(value)
    .split('\n')
    .map((line) => `    ${mark} ${line}`)
}

/** Said of something new, that it has none of these goes without saying. */
function isNothing(value: DiffValue): boolean {
  return value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0)
}

function shown(value: DiffValue): string {
  if (value === null) return '∅'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function describeCases(cases: OpenCases | undefined): readonly string[] {
  if (cases === undefined) return []
  const { clocks, moved, earlier, later, items, notAsked } = cases
  const more = moved > items.length ? [`  …… 其余 ${moved - items.length} 件 more`] : []
  return [
    ...notAsked.map((name) => `未询问 not asked ${name}：计量单位改变，不能只按长度换算 / its unit changes`),
    `在办期限 running clocks ${clocks}，届满日变动 would move ${moved}（提前 earlier ${earlier}，推后 later ${later}）`,
    ...items.map((c) => `  ${c.case} ${c.period}（${c.owner}，${c.territory}）：${c.due} → ${c.would}`),
    ...more,
  ]
}
