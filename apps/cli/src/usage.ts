import type { ExportCondition } from '@fadu/sdk'

/** An argument that cannot be right. One clear line and the usage; exit code 2. */
export class UsageError extends Error {
  constructor(zh: string, en: string) {
    super(`${zh} / ${en}`)
    this.name = 'UsageError'
  }
}

/** A division code: the six digits of GB/T 2260, or the twelve of the statistical code, which begins with them. */
export function territoryArgument(text: string): string {
  if (/^(\d{6}|\d{12})$/.test(text)) return text.padEnd(12, '0')
  throw new UsageError(
    `地区代码「${text}」应为 6 位或者 12 位数字，如 640300 或者 640300000000`,
    'a territory is a division code of six or twelve digits',
  )
}

export function dayArgument(text: string): string {
  const instant = new Date(`${text}T00:00:00Z`)
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
  if (isDay) return text
  throw new UsageError(`日期「${text}」应写作 2026-03-01`, 'a day is written YYYY-MM-DD')
}

export function daysArgument(text: string): number {
  const days = Number(text)
  if (/^\d{1,4}$/.test(text) && days <= 1000) return days
  throw new UsageError(`工作日数「${text}」应为 0 至 1000 的整数`, 'working days are a whole number from 0 to 1000')
}

export function rowsArgument(text: string): number {
  const rows = Number(text)
  if (/^\d{1,9}$/.test(text) && rows >= 1) return rows
  throw new UsageError(`行数「${text}」应为不小于 1 的整数`, 'rows are a whole number from 1')
}

export function urlArgument(text: string): string {
  if (/^https?:\/\/[^\s]+$/.test(text) && URL.canParse(text)) return text.replace(/\/+$/, '')
  throw new UsageError(`地址「${text}」应写作 http://localhost:8080`, 'an address is written http://host:port')
}

/** How many custodians are needed. */
export function thresholdArgument(text: string): string {
  if (/^\d{1,3}$/.test(text) && Number(text) >= 2 && Number(text) <= 255) return String(Number(text))
  throw new UsageError(
    `人数「${text}」应为 2 至 255 的整数`,
    'the number of custodians needed is a whole number from 2 to 255',
  )
}

/** Names of custodians, separated by commas. */
export function custodiansArgument(text: string): string {
  const names = text.split(/[,，、]/).map((name) => name.trim())
  const isList = names.every((name) => name !== '' && [...name].length <= 40) && new Set(names).size === names.length
  if (isList && names.length >= 2 && names.length <= 255) return names.join(',')
  throw new UsageError(
    `保管人「${text}」应为 2 至 255 个不同的姓名或者登录名，以逗号分隔，每个不超过 40 字`,
    'custodians are 2 to 255 different names of at most 40 characters, separated by commas',
  )
}

export function receiptArgument(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase()
  throw new UsageError(`凭证号「${text}」格式不符`, 'a receipt is the id that an act or refusal returned')
}

/** For options that may be given several times. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}

const formats = ['csv', 'jsonl', 'xlsx', 'parquet'] as const

/** @throws {UsageError} */
export function formatArgument(text: string): (typeof formats)[number] {
  const found = formats.find((format) => format === text)
  if (found === undefined)
    throw new UsageError(`格式「${text}」不是 ${formats.join('、')}`, `--format is one of ${formats.join(', ')}`)
  return found
}

/** A condition as it is typed: `item=value`, `item>=value`, `item<=value`. @throws {UsageError} */
export function conditionArgument(text: string): ExportCondition {
  const [, item = '', sign, value = ''] = /^([a-z][a-z0-9_]*)(>=|<=|=)(.+)$/s.exec(text) ?? []
  if (sign === undefined) {
    throw new UsageError(
      `条件「${text}」应写作 数据项=值、数据项>=值 或者 数据项<=值`,
      'a condition is item=value, item>=value or item<=value',
    )
  }
  if (sign === '=') return { item, test: 'oneOf', values: [value] }
  return { item, test: 'between', ...(sign === '>=' ? { from: value } : { to: value }) }
}

/** `name=王某`, which may be given several times. */
export function collectClaim(text: string, before: readonly string[] = []): readonly string[] {
  if (/^[a-z][a-z0-9_]*=./u.test(text)) return [...before, text]
  throw new UsageError(`所称的值「${text}」应写作 name=王某`, 'a claim is written item=value')
}
