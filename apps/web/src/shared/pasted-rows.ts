import type { FormColumn } from '../api/types.ts'
import type { FormValues } from './form-values.ts'

/** What is copied from a spreadsheet: lines of cells separated by tabs; a cell with a line break stands in quotation marks. */
export function cellsOf(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [['']]
  let quoted = false
  const append = (character: string): void => {
    const line = lines.at(-1)!
    line[line.length - 1] += character
  }
  const source = text.replaceAll(/\r\n?/g, '\n')
  for (let i = 0; i < source.length; i++) {
    const character = source[i]!
    if (character === '"' && (quoted || lines.at(-1)!.at(-1) === '')) {
      if (quoted && source[i + 1] === '"') append(source[i++]!)
      else quoted = !quoted
    } else if (character === '\t' && !quoted) lines.at(-1)!.push('')
    else if (character === '\n' && !quoted) lines.push([''])
    else append(character)
  }
  return lines.filter((line) => line.some((cell) => cell.trim() !== ''))
}

export interface PasteContext {
  readonly columns: readonly FormColumn[]
  readonly instruments: readonly { readonly id: string; readonly title: string }[]
  readonly yes: string
  readonly no: string
}

/** A pasted cell that says nothing its column understands. */
export interface UnreadCell {
  /** Number of the line among what was pasted, from 1. */
  readonly line: number
  readonly column: string
  readonly text: string
}

export interface PastedRows {
  readonly rows: readonly FormValues[]
  readonly unread: readonly UnreadCell[]
}

/**
 * Rows of a form from what was copied. A first line that repeats labels of the columns says which is which; otherwise cells go
 * by their place, from column `first` on.
 */
export function pastedRows(text: string, first: number, context: PasteContext): PastedRows {
  const lines = cellsOf(text)
  const headed = headedColumns(lines[0] ?? [], context.columns)
  const columns = headed ?? context.columns.slice(first)
  const body = headed === undefined ? lines : lines.slice(1)
  const unread: UnreadCell[] = []
  const rows = body.map((cells, line) => {
    const row: Record<string, unknown> = {}
    columns.forEach((column, place) => {
      const cell = (cells[place] ?? '').trim()
      if (column === undefined || cell === '') return
      const value = valueOf(cell, column, context)
      if (value === undefined) unread.push({ line: line + 1, column: column.label, text: cell })
      else row[column.name] = value
    })
    return row
  })
  return { rows, unread }
}

/** Columns by the labels of a first line; undefined when it is no head: fewer than two of its cells are labels. */
function headedColumns(
  line: readonly string[],
  columns: readonly FormColumn[],
): readonly (FormColumn | undefined)[] | undefined {
  const found = line.map((cell) => columns.find((c) => [c.label, c.name].includes(cell.trim())))
  const least = Math.min(2, columns.length)
  return found.filter((c) => c !== undefined).length >= least ? found : undefined
}

/** Undefined for what the column does not understand; a choice that is none is kept, so that the fault shows it. */
function valueOf(cell: string, column: FormColumn, context: PasteContext): unknown {
  switch (column.type) {
    case 'boolean':
      if ([context.yes, '是', 'true', 'yes', '1', '√'].includes(cell.toLowerCase())) return true
      return [context.no, '否', 'false', 'no', '0', '×'].includes(cell.toLowerCase()) ? false : undefined
    case 'integer':
      return /^-?\d{1,15}$/.test(cell) ? Number(cell) : undefined
    case 'date':
      return dayOf(cell)
    case 'basis':
      return basisOf(cell, context)
    case 'texts':
    case 'items':
      return cell
        .split(/[;；、\n]/)
        .map((part) => part.trim())
        .filter((part) => part !== '')
    default:
      return column.options?.find((o) => o.label === cell)?.value ?? cell
  }
}

function dayOf(cell: string): string | undefined {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell)
  if (parts === null) return undefined
  const [, year, month, day] = parts
  return `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
}

/** 「《某某条例》第三条」: the longest known title that it begins with, or whatever stands in the title marks. */
function basisOf(cell: string, { instruments }: PasteContext): { instrument: string; provision: string } {
  const bare = cell.replace(/^《/, '')
  const known = instruments
    .filter((i) => bare.startsWith(i.title) || bare.startsWith(i.id))
    .toSorted((a, b) => b.title.length - a.title.length)[0]
  if (known !== undefined) {
    const named = bare.startsWith(known.title) ? known.title : known.id
    return { instrument: known.id, provision: bare.slice(named.length).replace(/^》/, '').trim() }
  }
  const [, instrument = cell, provision = ''] = /^《?(.+?)(?:》|\s+)(.*)$/.exec(cell) ?? []
  return { instrument: instrument.trim(), provision: provision.trim() }
}
