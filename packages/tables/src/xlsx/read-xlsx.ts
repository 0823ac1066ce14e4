import { TableError } from '../table-issue.ts'
import type { Table, TableLimits, TableNote } from '../table.ts'
import { openArchive, type Archive } from './archive.ts'
import { readMerged } from './merged.ts'
import { readSheet } from './sheet.ts'
import { readWorkbook } from './workbook.ts'

export async function openXlsx(path: string, limits: TableLimits): Promise<Table> {
  const archive = await openArchive(path, limits)
  try {
    requireWorkbook(archive)
    const workbook = await readWorkbook(archive)
    return {
      kind: 'xlsx',
      notes: notesOn(
        archive,
        workbook.sheets.filter((s) => s.hidden).map((s) => s.name),
      ),
      sheets: workbook.sheets.map(({ name, hidden, part }) => ({
        name,
        hidden,
        rows: () => readSheet(archive, workbook, part, limits),
        merged: () => readMerged(archive, part),
      })),
      close: () => {
        archive.close()
        return Promise.resolve()
      },
    }
  } catch (error) {
    archive.close()
    throw error
  }
}

/** Other things are archives too; each is told what it is. */
function requireWorkbook(archive: Archive): void {
  const { names } = archive
  if (names.some((n) => n.endsWith('workbook.bin'))) throw new TableError({ code: 'TABLE_KIND', kind: 'xlsb' })
  if (names.some((n) => n.startsWith('word/') || n.startsWith('ppt/')))
    throw new TableError({ code: 'TABLE_KIND', kind: 'docx' })
  if (archive.has('mimetype') && archive.has('content.xml')) throw new TableError({ code: 'TABLE_KIND', kind: 'ods' })
  if (!archive.has('[Content_Types].xml')) throw new TableError({ code: 'TABLE_KIND', kind: 'zip' })
}

function notesOn(archive: Archive, hidden: readonly string[]): readonly TableNote[] {
  return [
    ...(archive.names.some((n) => /vbaProject\.bin$/i.test(n)) ? [{ note: 'macros' } as const] : []),
    ...(archive.names.some((n) => n.includes('externalLinks/')) ? [{ note: 'externalLinks' } as const] : []),
    ...hidden.map((sheet) => ({ note: 'hiddenSheet', sheet }) as const),
  ]
}
