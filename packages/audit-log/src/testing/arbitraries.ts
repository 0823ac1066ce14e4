import fc from 'fast-check'

const codePoint = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0x80, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0xffff }),
  fc.integer({ min: 0x10000, max: 0x10ffff }),
)

/** Any character but a surrogate. fast-check's own unit 'binary' knows them too, but takes a second or two to load. */
export const anyCharacter = codePoint.map((point) => String.fromCodePoint(point))

/** Any well-formed Unicode text. */
export const anyText = fc.string({ unit: anyCharacter })
