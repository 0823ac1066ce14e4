import type { Archive } from './archive.ts'

const mostRanges = 1000
const mostBytes = 1024 * 1024
/** Longer than the tag that is looked for, so that one across two pieces is found. */
const overlap = 128

/** Merged ranges of a sheet. They are written after its rows, so they take a reading of their own; only bytes are compared. */
export async function readMerged(archive: Archive, part: string): Promise<readonly string[]> {
  let seen = ''
  let found = false
  for await (const chunk of archive.read(part)) {
    seen += chunk.toString('latin1')
    if (!found) {
      // A `<` in a text is escaped, so this is the tag.
      const at = seen.search(/<(?:\w{1,40}:)?mergeCells[\s>]/)
      found = at >= 0
      seen = found ? seen.slice(at) : seen.slice(-overlap)
    }
    if (found && (seen.length > mostBytes || /<\/(?:\w{1,40}:)?mergeCells>/.test(seen))) break
  }
  if (!found) return []
  const ranges = seen.matchAll(/<(?:\w{1,40}:)?mergeCell\s[^>]{0,200}?\bref\s*=\s*["']([A-Z0-9:$]{1,40})["']/g)
  return [...ranges].slice(0, mostRanges).map((match) => match[1]!)
}
