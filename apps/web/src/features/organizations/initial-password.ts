import { passwordFault } from '@fadu/domain'

/** 32 signs nobody takes for another, so that a byte chooses among them evenly. */
const signs = 'abcdefghijkmnpqrstuvwxyz23456789'
const groups = 4
const groupLength = 5

type Random = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array

/**
 * A password to hand over once: 100 bits in groups that can be read aloud. The server takes it by the same rule as any other.
 *
 * @param known - What everybody knows of its holder, such as the login and the name.
 */
export function initialPassword(known: readonly string[], random: Random): string {
  for (;;) {
    const bytes = random(new Uint8Array(groups * groupLength))
    const text = Array.from(bytes, (byte) => signs[byte % signs.length]).join('')
    const password = text.match(new RegExp(`.{${groupLength}}`, 'g'))!.join('-')
    if (passwordFault(password, known) === undefined) return password
  }
}
