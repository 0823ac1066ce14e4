/** Lengths that are taken, in characters as they are seen (NFC code points). */
export const passwordLength = { least: 12, most: 128 } as const

/** So many pieces nobody can tell beforehand make a password; see `piecesOf`. */
export const leastPieces = 8

export type PasswordFault = 'tooShort' | 'tooLong' | 'guessable'

/**
 * What is wrong with a password, from its length and from how much of it could be told beforehand. There are no rules of
 * composition: a sentence is as good as signs.
 *
 * @param known - What everybody knows of its holder, such as the login and the name.
 * @returns undefined when it can be taken.
 */
export function passwordFault(password: string, known: readonly string[]): PasswordFault | undefined {
  const length = [...password.normalize('NFC')].length
  if (length < passwordLength.least) return 'tooShort'
  if (length > passwordLength.most) return 'tooLong'
  return piecesOf(password, known) < leastPieces ? 'guessable' : undefined
}

/**
 * How many pieces a password is made of for somebody who guesses: a word that everybody uses, the holder's own name, a year, a
 * row of neighbours on the keyboard or in the alphabet, and what stood before are one piece each, any other character is one.
 * The commonest passwords of twelve characters and more (`password1234`, `qwertyuiop123`, `aaaaaaaaaaaa`) are made of few.
 */
export function piecesOf(password: string, known: readonly string[] = []): number {
  const text = [...password.normalize('NFKC').toLowerCase()]
  const words = [
    ...commonWords,
    ...known.flatMap((k) =>
      k
        .normalize('NFKC')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u),
    ),
  ]
    .filter((word) => word.length >= 2)
    .map((word) => [...word])
  let pieces = 0
  for (let at = 0; at < text.length; pieces++)
    at += Math.max(1, longestWord(text, at, words), rowFrom(text, at), repeatedFrom(text, at))
  return pieces
}

/** Words that passwords are made of everywhere, and of this country; chosen for this product, not a list of leaked ones. */
const commonWords = (
  'password passwd passw0rd p@ssw0rd p@ssword pass mima admin administrator root user guest test demo login welcome secret ' +
  'changeme default master superman batman dragon monkey shadow sunshine princess football baseball iloveyou letmein whatever ' +
  'freedom hello computer internet qwerty asdf zxcvbn abc woaini aini nihao zhongguo china beijing wuzhong ningbo fadu ' +
  '5201314 520 1314 123456 112233 147258 159357 密码 管理员 你好 中国 我爱你'
).split(' ')

/** Rows in which each is the neighbour of the next. */
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop[]',
  "asdfghjkl;'",
  'zxcvbnm,./',
  '!@#$%^&*()_+',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.',
  '147258369',
].flatMap((row) => [row, [...row].toReversed().join('')])

function longestWord(text: readonly string[], at: number, words: readonly (readonly string[])[]): number {
  const year = /^(19|20)\d\d/.test(text.slice(at, at + 4).join('')) ? 4 : 0
  return words.reduce((longest, word) => {
    const stands = word.length > longest && word.every((sign, i) => text[at + i] === sign)
    return stands ? word.length : longest
  }, year)
}

/** Three and more that follow one another in a row. */
function rowFrom(text: readonly string[], at: number): number {
  const ends = rows.map((row) => {
    let end = at + 1
    while (end < text.length && row.includes(text.slice(at, end + 1).join(''))) end++
    return end - at
  })
  const longest = Math.max(...ends)
  return longest >= 3 ? longest : 0
}

/** Two and more that repeat what stands directly before them, however often. */
function repeatedFrom(text: readonly string[], at: number): number {
  let longest = 0
  for (let period = 1; period <= at; period++) {
    let length = 0
    while (at + length < text.length && text[at + length] === text[at + length - period]) length++
    if (length >= Math.max(2, period)) longest = Math.max(longest, length)
  }
  return longest
}
