import { Problem } from '../../platform/problem/index.ts'

const longest = 120
/** Most file systems hold so many bytes in a name. */
const mostBytes = 240
/** Parts a path, a drive, a pattern or a quoted word is made of; never in a name that Windows keeps. */
const pathCharacters = /[/\\:*?"<>|]/u
/**
 * Control characters, and what is not seen but turns, joins or hides what is: by them `资料fdp.exe` reads as `资料exe.pdf`. Unassigned and
 * private characters look like something else on every machine.
 */
const hiddenCharacters = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u
/** Names that are devices and not files where Windows opens them, whatever stands behind the dot. */
const devices = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu

/**
 * The name of a document, by one rule: a plain file name in composed form, that any system can keep and everybody reads the same.
 * A name that is not one is refused and not put right, so that nobody finds a document under another name than the one it was sent by.
 *
 * @throws {Problem} `REQUEST_MALFORMED`, naming `query.fileName`.
 */
export function parseDocumentName(text: string): string {
  const name = text.normalize('NFC')
  const expected = faultOf(name)
  if (expected !== undefined)
    throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'query.fileName', expected }] })
  return name
}

/** What follows the last dot, in lower case. */
export function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase()
}

function faultOf(name: string): string | undefined {
  if (name.length > longest || Buffer.byteLength(name) > mostBytes)
    return `at most ${longest} characters, ${mostBytes} bytes`
  if (hiddenCharacters.test(name)) return 'a name without control, direction or other hidden characters'
  if (pathCharacters.test(name)) return 'the name of a file, without a path and without : * ? " < > |'
  if (!/^[^.\s].*\.[A-Za-z0-9]{1,10}$/u.test(name) || /\s\.[^.]*$/u.test(name))
    return 'a name with an ending, such as 证明.pdf'
  if (devices.test(name)) return 'another name; this one is a device on Windows'
  return undefined
}
