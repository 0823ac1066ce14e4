/** A line that is longer than what the reader is ready to hold; its text is thrown away. */
export const overlong = Symbol('overlong line')

/**
 * Lines of a stream of text, without their ends and without blank ones. The source is read only as fast as the lines are
 * taken, and a line without an end does not fill the memory.
 *
 * @param longest - In UTF-16 units.
 */
export async function* linesOf(
  source: AsyncIterable<Uint8Array | string>,
  longest: number,
): AsyncGenerator<string | typeof overlong> {
  const decoder = new TextDecoder()
  let rest = ''
  let skipping = false
  const take = (line: string): string | typeof overlong | undefined => {
    const isOverlong = skipping || line.length > longest
    skipping = false
    if (isOverlong) return overlong
    return line.trim() === '' ? undefined : line
  }
  for await (const chunk of source) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const lines = rest.split(/\r?\n/)
    rest = lines.pop()!
    for (const line of lines) {
      const taken = take(line)
      if (taken !== undefined) yield taken
    }
    if (rest.length > longest) {
      skipping = true
      rest = ''
    }
  }
  const last = take(rest + decoder.decode())
  if (last !== undefined) yield last
}
