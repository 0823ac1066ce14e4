import { readFlatObject, type CellMark } from '@fadu/tables'
import type { BlockConfig } from './block-config.ts'
import type { RowFault } from './parse-rows.ts'

/** A row in the order of the file, or a line that is none. */
export type TextRecord =
  | {
      readonly line: number
      readonly cells: readonly (string | null)[]
      /** Faults of single cells that their text does not show. */
      readonly marks: readonly RowFault[]
    }
  | { readonly line: number; readonly fault: RowFault; readonly text: string }

/** A row of a workbook or a Parquet file on its way to a thread: number, marks, cells. */
export type CarriedRow = readonly [line: number, marks: readonly CarriedMark[], ...cells: (string | null)[]]
export type CarriedMark = readonly [column: number, mark: CellMark]

/** Rows of a block that is not CSV. */
export function* readRecords(
  bytes: Buffer,
  firstLine: number,
  config: Pick<BlockConfig, 'syntax' | 'layout' | 'positions'>,
): Iterable<TextRecord> {
  const lines = bytes.toString('utf8').split('\n')
  const read = config.syntax.kind === 'jsonl' ? objectReader(config) : arrayReader(config)
  for (const [i, line] of lines.entries()) if (line.trim() !== '') yield read(line, firstLine + i)
}

/** What a key that a line may have is called by: the code of its item, or its name. */
function objectReader({ layout }: Pick<BlockConfig, 'layout'>): (text: string, line: number) => TextRecord {
  const places = new Map(layout.flatMap(({ code, name }, i) => [[name, i] as const, [code, i] as const]))
  return (text, line) => {
    const object = readFlatObject(text)
    if (!object.ok) return { line, text, fault: { item: '', fault: object.fault } }
    // A key that is not there is a value that is not there.
    const cells: (string | null)[] = layout.map(() => null)
    const taken = new Set<number>()
    for (const [key, value] of object.cells) {
      const place = places.get(key.trim())
      if (place === undefined) return { line, text, fault: { item: '', fault: 'unknownItem' } }
      if (taken.has(place)) return { line, text, fault: { item: layout[place]!.code, fault: 'jsonDuplicateKey' } }
      taken.add(place)
      cells[place] = value
    }
    return { line, cells, marks: [] }
  }
}

const markFaults: Readonly<Partial<Record<CellMark, RowFault['fault']>>> = {
  error: 'cellError',
  imprecise: 'imprecise',
}

function arrayReader(p: Pick<BlockConfig, 'layout' | 'positions'>): (text: string) => TextRecord {
  return (text) => {
    const [line, marks, ...cells] = JSON.parse(text) as CarriedRow
    const faults = marks.flatMap(([column, mark]): RowFault[] => {
      const fault = markFaults[mark]
      const item = p.layout[p.positions.indexOf(column)]?.code ?? ''
      return fault === undefined ? [] : [{ item, fault }]
    })
    return { line, cells, marks: faults }
  }
}
