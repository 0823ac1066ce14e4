import { charactersOf } from './characters.ts'
import { compoundSurnames } from './compound-surnames.ts'

/**
 * Masks a person's name to the surname and one `*`.
 *
 * A compound surname stays whole when a given name follows; in two characters such as 欧阳 the first is the surname. Of a
 * name in another script or with a middle dot (买买提·艾力) only the first character stays. A name of one character is
 * hidden entirely, since showing its surname would show it all.
 */
export function maskName(name: string): string {
  const characters = charactersOf(name.trim())
  if (characters.length < 2) return '*'.repeat(characters.length)
  const firstTwo = `${characters[0]!}${characters[1]!}`
  const keep = characters.length > 2 && compoundSurnames.has(firstTwo) ? firstTwo : characters[0]!
  return `${keep}*`
}
