import { basename, extname } from 'node:path'
import { createTableScan, detectedIn } from '@fadu/privacy'
import { openTable, outlineTable, readHeader, sheetOf } from '@fadu/tables'
import type { DescribedTable } from './described.ts'

/** Rows that are looked at. */
const sampledRows = 20_000

/** Describes a data file by its header and what its first rows look like. @throws {TableError} */
export async function readFileAsTable(path: string, sheet: string | undefined, asOf: string): Promise<DescribedTable> {
  const table = await openTable(path)
  try {
    const headed = await readHeader(sheetOf(table, sheet))
    const outline = await outlineTable(headed, sampledRows)
    const places = outline.columns.map((column) => headed.columns.indexOf(column.header))
    const scan = createTableScan(outline.columns, { asOf })
    let rows = 0
    for await (const row of headed.rows()) {
      if (rows++ >= sampledRows) break
      scan.add(places.map((at) => row.cells[at] ?? ''))
    }
    const found = scan.finish().columns
    return {
      name: sheet ?? basename(path, extname(path)),
      comment: null,
      columns: outline.columns.map(({ header, type, maxLength, nullable }, i) => {
        const category = detectedIn(found[i]!)[0] ?? null
        const isText = category === 'residentId' || category === 'creditCode'
        return { name: header, comment: null, type: isText ? 'text' : type, maxLength, nullable, category }
      }),
    }
  } finally {
    await table.close()
  }
}
