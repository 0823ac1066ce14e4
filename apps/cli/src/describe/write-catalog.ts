import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { entryColumns, flatItemColumns, itemColumns, itemText, type CatalogTemplate } from '@fadu/domain'
import { writeCsv, writeXlsx } from '@fadu/tables'
import type { DraftedEntry } from './described.ts'

/** Writes drafted entries in the tables of the template, ready to be completed and imported. */
export async function writeCatalog(
  path: string,
  format: 'xlsx' | 'csv',
  template: CatalogTemplate,
  entries: readonly DraftedEntry[],
): Promise<void> {
  const bytes = format === 'csv' ? flat(template, entries) : workbook(template, entries)
  await pipeline(Readable.from(bytes), createWriteStream(path))
}

function workbook(template: CatalogTemplate, entries: readonly DraftedEntry[]): AsyncIterable<Uint8Array> {
  return writeXlsx([
    {
      name: template.entries.sheet,
      columns: entryColumns(template),
      rows: entries.map(({ code, name }) => [code, name]),
    },
    {
      name: template.items.sheet,
      columns: itemColumns(template),
      rows: entries.flatMap((entry) => itemCells(template, entry).map((cells) => [entry.code, ...cells])),
    },
  ])
}

function flat(template: CatalogTemplate, entries: readonly DraftedEntry[]): AsyncIterable<Uint8Array> {
  const header = [...entryColumns(template), ...flatItemColumns(template)].map((c) => c.title)
  const blank = template.entries.fields.map(() => '')
  const rows = entries.flatMap((entry) =>
    itemCells(template, entry).map((cells) => [entry.code, entry.name, ...blank, ...cells]),
  )
  return writeCsv([header, ...rows], { bom: true })
}

function itemCells(template: CatalogTemplate, { items }: DraftedEntry): readonly (readonly string[])[] {
  return items.map((item) => template.items.columns.map((c) => itemText(item, c.key, template)))
}
