import type { Layout } from '../../../platform/release/layout.ts'
import type { ParsedValue } from './parse-rows.ts'
import type { RowWriter } from './write-rows.ts'

/** Writes rows of parsed values, which the row writer takes as bytes. */
export function createValueWriter(
  layout: Layout,
  writer: RowWriter,
): (line: number, values: Readonly<Record<string, ParsedValue>>) => void {
  const places = { starts: new Int32Array(layout.length), ends: new Int32Array(layout.length) }
  let text = Buffer.alloc(4096)
  return (line, values) => {
    let to = 0
    layout.forEach(({ code }, i) => {
      const value = values[code] ?? null
      places.starts[i] = value === null ? -1 : to
      if (value === null) return
      const written = String(value)
      if (text.length < to + written.length * 3) {
        const larger = Buffer.alloc((to + written.length * 3) * 2)
        larger.set(text.subarray(0, to))
        text = larger
      }
      to += text.write(written, to, 'utf8')
      places.ends[i] = to
    })
    writer.write(line, text, places)
  }
}
