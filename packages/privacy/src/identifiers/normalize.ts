/**
 * Brings an identifier to the one form in which it is stored and compared: white space around it removed (the
 * ideographic space included), full-width forms made half-width, ASCII letters in upper case.
 *
 * Nothing inside is removed or repaired: a space or a hyphen within the number stays and is reported by the check.
 */
export function normalizeIdentifier(text: string): string {
  return isPlain(text) ? text : rewrite(text.trim())
}

/** Normal form of a 公民身份号码; a lower-case or full-width check character becomes `X`. See `normalizeIdentifier`. */
export const normalizeResidentId: (text: string) => string = normalizeIdentifier

/** Normal form of a 统一社会信用代码. See `normalizeIdentifier`. */
export const normalizeCreditCode: (text: string) => string = normalizeIdentifier

/** Normal form of a mobile number. No country prefix is removed. See `normalizeIdentifier`. */
export const normalizeMobileNumber: (text: string) => string = normalizeIdentifier

/** Digits and ASCII capitals only: already in normal form. Nearly every row of a clean batch takes this way out. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (!((unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a))) return false
  }
  return true
}

function rewrite(text: string): string {
  let out = ''
  for (const char of text) {
    const point = char.codePointAt(0)!
    const half = point >= 0xff01 && point <= 0xff5e ? point - 0xfee0 : point
    // Not toUpperCase(): it turns ſ into S and ı into I, that is, it would make digits of a code out of foreign letters.
    out += String.fromCodePoint(half >= 0x61 && half <= 0x7a ? half - 0x20 : half)
  }
  return out
}
