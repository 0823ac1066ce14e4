import { isCivilDate } from '../shared/index.ts'
import type { FormatName } from './rule.ts'

/** Each reads the text once from left to right: no expression here can be made slow by what it reads. */
const shapes: Readonly<Record<Exclude<FormatName, 'date' | 'email'>, RegExp>> = {
  digits: /^[0-9]+$/,
  letters: /^[A-Za-z]+$/,
  mobileNumber: /^1[3-9][0-9]{9}$/,
  postalCode: /^[0-9]{6}$/,
  divisionCode: /^[0-9]{12}$/,
  residentId: /^[1-9][0-9]{16}[0-9X]$/,
  creditCode: /^[0-9A-HJ-NP-RTUW-Y]{18}$/,
}

export function hasFormat(name: FormatName, text: string): boolean {
  if (name === 'date') return isCivilDate(text)
  return name === 'email' ? isEmail(text) : shapes[name].test(text)
}

function isEmail(text: string): boolean {
  const at = text.indexOf('@')
  if (at < 1 || at !== text.lastIndexOf('@') || text.length > 254) return false
  const domain = text.slice(at + 1)
  return /^[A-Za-z0-9.-]+$/.test(domain) && domain.split('.').every((label) => label !== '') && domain.includes('.')
}

/**
 * A picture shows one character for each: `9` a digit, `A` a capital letter, `a` a small letter, `X` a letter or digit, `?` any;
 * `\` takes the next as it stands; everything else is itself. `浙AX9999` fits 浙B12345.
 */
export function fitsPicture(picture: string, text: string): boolean {
  const characters = [...text]
  const drawn = [...picture]
  let at = 0
  for (let i = 0; i < drawn.length; i++, at++) {
    const character = characters[at]
    if (character === undefined) return false
    const sign = drawn[i]!
    if (sign === '\\') {
      i++
      if (character !== drawn[i]) return false
    } else if (!fits(sign, character)) return false
  }
  return at === characters.length
}

function fits(sign: string, character: string): boolean {
  switch (sign) {
    case '9':
      return /^[0-9]$/.test(character)
    case 'A':
      return /^[A-Z]$/.test(character)
    case 'a':
      return /^[a-z]$/.test(character)
    case 'X':
      return /^[0-9A-Za-z]$/.test(character)
    case '?':
      return true
    default:
      return sign === character
  }
}
