/**
 * Splits a text into what a reader takes for characters, as far as names and addresses need it: a character outside the
 * basic plane (𠮷, 𬭎) is one, and a variation selector or combining mark stays with the character before it.
 */
export function charactersOf(text: string): readonly string[] {
  return basicOnly.test(text) ? text.split('') : (text.match(cluster) ?? [])
}

// ASCII and the common ideographs: one UTF-16 unit each, nothing combining. Saves the slow way for nearly every value.
const basicOnly = /^[\x20-\x7e\u3400-\u9fff]*$/

const cluster = /[^]\p{M}*/gu
