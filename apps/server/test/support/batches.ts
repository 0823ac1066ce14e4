import type { City } from './city.ts'

export interface DivisionRow {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly parent: string
}

/** A file of the dataset of divisions, whose items have names and no identifier. */
export function divisionRows(rows: readonly DivisionRow[]): string {
  const lines = rows.map((r) => `${r.code},${r.name},${r.level},${r.parent}`)
  return ['区划代码,名称,级别,上级代码', ...lines].join('\n')
}

export async function tableOf(city: City, code: string): Promise<string> {
  return (await city.services.aggregate.find(code)).dataset.table
}

export async function rowCount(city: City, code: string): Promise<number> {
  return (await city.services.aggregate.find(code)).dataset.rowCount
}
