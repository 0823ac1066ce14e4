/** Bytes from `start` on, and before `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * The part of a file that a request asks for, RFC 9110 §14: one range of bytes. Several at once, other units and what is
 * malformed are passed over, and the whole is sent, as the standard has it.
 *
 * @param ifRange - The tag under which the first part came; if the file is another one by now, the whole is sent.
 * @returns Undefined for the whole; 'unsatisfiable' for a range that begins behind the end.
 */
export function askedRange(
  header: string | undefined,
  ifRange: string | undefined,
  tag: string,
  size: number,
): ByteRange | 'unsatisfiable' | undefined {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (asked === null || (ifRange !== undefined && ifRange !== tag)) return undefined
  const [, first = '', last = ''] = asked
  if (first === '') {
    if (last === '') return undefined
    const length = Math.min(Number(last), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size }
  }
  const start = Number(first)
  if (start >= size) return 'unsatisfiable'
  if (last !== '' && Number(last) < start) return undefined
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) }
}
