import { ByteWriter, ParquetWriter } from 'hyparquet-writer'

export interface ParquetColumn {
  readonly name: string
  /** What a cell's text says: any text; an integer of 64 bits; a day `YYYY-MM-DD`; `true` or `false`. */
  readonly type: 'text' | 'integer' | 'date' | 'boolean'
}

type Cells = readonly (string | null)[]

/** Rows of a group; one stands in memory at a time. */
const groupRows = 20_000

/**
 * Rows as a Parquet file, in groups, compressed with Snappy. Decimals are texts, so that they keep their digits.
 *
 * @param rows - Some at a time, a cell for each column; null where there is no value.
 */
export async function* writeParquet(
  columns: readonly ParquetColumn[],
  rows: AsyncIterable<readonly Cells[]>,
): AsyncIterable<Uint8Array> {
  const writer = new ByteWriter()
  const file = new ParquetWriter({
    writer,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map((c) => ({ name: c.name, repetition_type: 'OPTIONAL' as const, ...elements[c.type] })),
    ],
    // The smallest and largest value of a column would stand in clear beside what is compressed; no reader needs them.
    statistics: false,
    createdBy: 'fadu',
  })
  let waiting: Cells[] = []
  const writeGroup = async (): Promise<void> => {
    const columnData = columns.map(({ name, type }, i) => ({
      name,
      data: waiting.map((cells) => valueOf[type](cells[i] ?? null)),
    }))
    await file.write({ columnData, rowGroupSize: waiting.length })
    waiting = []
  }
  const written = (): Uint8Array => {
    const bytes = writer.getBytes().slice()
    writer.index = 0
    return bytes
  }
  for await (const page of rows) {
    waiting.push(...page)
    if (waiting.length < groupRows) continue
    await writeGroup()
    yield written()
  }
  if (waiting.length > 0) await writeGroup()
  await file.finish()
  yield written()
}

const elements = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  date: { type: 'INT32', converted_type: 'DATE' },
  boolean: { type: 'BOOLEAN' },
} as const

const valueOf: Readonly<Record<ParquetColumn['type'], (text: string | null) => unknown>> = {
  text: (text) => text ?? undefined,
  integer: (text) => (text === null ? undefined : BigInt(text)),
  date: (text) => (text === null ? undefined : new Date(`${text}T00:00:00Z`)),
  boolean: (text) => (text === null ? undefined : text === 'true'),
}
