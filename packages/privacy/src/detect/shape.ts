// What a value is made of, found in one pass over it. It decides which detectors look at the value at all: most see no
// more of most columns than this.

/** What the characters of a value are. */
export const charsets = { digits: 0, alphanumeric: 1, ascii: 2, ideographs: 3, mixed: 4 } as const

export type Charset = (typeof charsets)[keyof typeof charsets]

/** A value ready to be judged. */
export interface Shape {
  /** The value without what carries no meaning: see `tidy`. */
  readonly text: string
  readonly charset: Charset
  /** ASCII digits in it. */
  readonly digits: number
  /** The longest run of ASCII digits. */
  readonly run: number
  /** Signs in it, and kinds of words that its ideographs hint at, of `hints`. */
  readonly hints: number
  /** Whether signs that stand for hidden characters are in it: it was masked before. */
  readonly isMasked: boolean
}

/** Kinds of words, and signs, whose characters are noticed in passing. */
export const hints = {
  address: 1,
  medical: 2,
  religion: 4,
  biometric: 8,
  document: 16,
  dot: 32,
  colon: 64,
  at: 128,
  /** What stands between the groups of a number: hyphen, slash, space, bracket, plus. */
  group: 256,
} as const

const hintCharacters: Readonly<Record<keyof typeof hints, string>> = {
  dot: '.',
  colon: ':',
  at: '@',
  group: '-/ (+',
  address: '路街巷弄道号幢栋楼室组村社区队屯庄',
  medical: '病症炎癌瘤疹血糖压骨梗疗术伤障孕胎药片囊液素残疾抑郁痴呆麻痹肿损裂衰竭痛热染脑心肝肾肺胃结核聋盲哑腺增粒孢',
  religion: '教佛信仰',
  biometric: '纹脸膜基因声步',
  document: '字第证',
}

// Bits of a character. The low ones say what it is, the high ones what it hints at.
const digit = 1
const letter = 2
const space = 4
const punctuation = 8
const ideograph = 16
const middleDot = 32
const untidy = 64
const foreign = 128
const star = 256
const hintShift = 9

const bitsOf: Uint32Array = bitsByUnit()

/** Looks at a value once. */
export function shapeOf(raw: string): Shape {
  const first = look(raw)
  if ((first.seen & untidy) === 0 && !edgesAreUntidy(raw) && !hasLooseDigits(raw, first)) return shape(raw, first)
  const text = tidy(raw)
  return shape(text, look(text))
}

interface Look {
  readonly seen: number
  readonly digits: number
  readonly run: number
}

function look(text: string): Look {
  let seen = 0
  let digits = 0
  let longest = 0
  let run = 0
  for (let i = 0; i < text.length; i++) {
    const bits = bitsOf[text.charCodeAt(i)]!
    seen |= bits
    if ((bits & digit) === 0) run = 0
    else {
      digits += 1
      run += 1
      if (run > longest) longest = run
    }
  }
  return { seen, digits, run: longest }
}

function shape(text: string, { seen, digits, run }: Look): Shape {
  return {
    text,
    charset: charsetOf(seen),
    digits,
    run,
    hints: seen >> hintShift,
    isMasked: (seen & star) !== 0,
  }
}

function charsetOf(seen: number): Charset {
  if ((seen & (ideograph | foreign)) !== 0) {
    return (seen & (digit | letter | space | punctuation | foreign)) === 0 ? charsets.ideographs : charsets.mixed
  }
  if ((seen & middleDot) !== 0) return charsets.mixed
  if ((seen & (space | punctuation)) !== 0) return charsets.ascii
  return (seen & letter) === 0 ? charsets.digits : charsets.alphanumeric
}

/** What spreadsheets and typists add: white space, an apostrophe that keeps a number text, `.0` behind a long number. */
function edgesAreUntidy(text: string): boolean {
  const first = text.charCodeAt(0)
  return first === 0x27 || first === 0x60 || first <= 0x20 || text.charCodeAt(text.length - 1) <= 0x20
}

/** A long number written in groups, or as a spreadsheet writes a number. */
function hasLooseDigits(text: string, { seen, digits }: Look): boolean {
  if (digits < 7) return false
  if ((seen & ~(digit | letter | space | (hints.group << hintShift))) === 0) return (seen & space) !== 0
  return digits === text.length - 1 && text.endsWith('.0')
}

/**
 * A value without what carries no meaning: white space around it, full-width forms, a leading apostrophe or back tick,
 * characters without width, spaces between groups of digits, and the `.0` that spreadsheets put behind long numbers.
 */
export function tidy(raw: string): string {
  let text = ''
  for (const char of raw) {
    const unit = char.charCodeAt(0)
    if (unit >= 0xff01 && unit <= 0xff5e) text += String.fromCharCode(unit - 0xfee0)
    else if (unit === 0x3000 || unit === 0xa0 || unit === 0x09) text += ' '
    else if (!isWidthless(unit)) text += char
  }
  text = text.trim().replace(/^['`\s]+/, '')
  if (/^\d{7,}\.0$/.test(text)) return text.slice(0, -2)
  return /^[\d ]*\d[\d ]*[\dXx]$/.test(text) && /(?:\d ?){9}/.test(text) ? text.replaceAll(' ', '') : text
}

const isWidthless = (unit: number): boolean => (unit >= 0x200b && unit <= 0x200f) || unit === 0xfeff || unit === 0x2060

function bitsByUnit(): Uint32Array {
  const table = new Uint32Array(65536).fill(foreign)
  for (let unit = 0; unit < 128; unit++) table[unit] = punctuation
  table.fill(untidy, 0, 0x20)
  table.fill(digit, 0x30, 0x3a)
  table.fill(letter, 0x41, 0x5b)
  table.fill(letter, 0x61, 0x7b)
  table.fill(ideograph, 0x3400, 0x4dc0)
  table.fill(ideograph, 0x4e00, 0xa000)
  // A character outside the basic plane comes in two units; those in use are rare ideographs of names.
  table.fill(ideograph, 0xd840, 0xe000)
  table.fill(untidy, 0xff01, 0xff5f)
  for (const unit of [0x3000, 0xa0, 0xfeff, 0x2060, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f]) table[unit] = untidy
  for (const unit of [0xb7, 0x2022, 0x2027, 0x30fb]) table[unit] = middleDot
  table[0x20] = space
  table[0x2a] = punctuation | star
  for (const kind of Object.keys(hints) as (keyof typeof hints)[])
    for (const char of hintCharacters[kind]) table[char.charCodeAt(0)]! |= hints[kind] << hintShift
  return table
}
