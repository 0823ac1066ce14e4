export interface MarkedPart {
  readonly text: string
  readonly marked: boolean
}

/**
 * Cuts a text into what was sought and the rest. Words are sought apart from each other; one that does not stand in the text as
 * a whole marks the longest pieces of it that do, as where 公民信息 found 公民基本信息.
 */
export function markedParts(text: string, sought: string): readonly MarkedPart[] {
  const words = sought.trim().split(/\s+/)
  const pieces = [...new Set(words.flatMap((word) => piecesIn(text.toLowerCase(), word.toLowerCase())))]
  if (pieces.length === 0) return [{ text, marked: false }]
  const pattern = pieces
    .toSorted((a, b) => b.length - a.length)
    .map((piece) => piece.replaceAll(special, String.raw`\$&`))
  return text
    .split(new RegExp(`(${pattern.join('|')})`, 'i'))
    .map((part, i) => ({ text: part, marked: i % 2 === 1 }))
    .filter((part) => part.text !== '')
}

const special = /[.*+?^${}()|[\]\\]/g
/** Of a word that was cut up; a single character or letter says too little. */
const shortestPiece = 2
const longestWord = 60

function piecesIn(text: string, word: string): readonly string[] {
  if (word === '' || word.length > longestWord) return []
  if (text.includes(word)) return [word]
  for (let length = word.length - 1; length >= shortestPiece; length--) {
    for (let from = 0; from + length <= word.length; from++) {
      const piece = word.slice(from, from + length)
      if (text.includes(piece)) return [piece, ...piecesIn(text, word.slice(from + length))]
    }
  }
  return []
}
