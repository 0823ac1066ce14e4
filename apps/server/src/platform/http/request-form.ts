import type { FieldProblem } from '../problem/index.ts'

/** What of a request is looked at before anything of it is believed. */
export interface RequestForm {
  /** Request target as it was sent. */
  readonly url: string
  readonly httpVersion: string
  /** Names and values by turns, as they were sent. */
  readonly rawHeaders: readonly string[]
}

/**
 * In a path nothing is written in a second way: no empty, `.` or `..` part, no backslash or `;`, and encoded are only characters
 * that a path needs encoded. Whoever compares paths in front, such as a proxy, then compares what is matched here.
 *
 * @see RFC 3986 §2.3, §2.4, §6.2.2: encoded unreserved characters are equal to themselves, and decoding twice is another path.
 */
const secondWay = new RegExp(
  [
    '//',
    '/\\.{1,2}(?:/|$)',
    '[\\\\;#]',
    // Controls, and % # / ; ? \ ~ by their codes.
    '%(?:[01][0-9a-f]|7f|25|23|2f|3b|3f|5c|7e)',
    // Letters, digits, hyphen, dot and underscore, which nobody needs to encode.
    '%(?:3[0-9]|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]|2d|2e|5f)',
  ].join('|'),
  'i',
)
const originForm = /^\/[\x21-\x7e]*$/
const hostForm = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i

/** Fields of which two could be read one by the first and one by the last: by a proxy this one, here the other. */
const onceOnly: ReadonlySet<string> = new Set([
  'authorization',
  'content-length',
  'content-type',
  'host',
  'origin',
  'transfer-encoding',
])

/**
 * What of a request two readers could read differently: where it goes, whom it is from, where its content ends. Such a request
 * is refused, never interpreted.
 *
 * @see RFC 9112 §3.2, §6.1, §11.2
 */
export function faultsOfForm({ url, httpVersion, rawHeaders }: RequestForm): readonly FieldProblem[] {
  const faults: FieldProblem[] = []
  const [path = ''] = url.split('?', 1)
  if (!originForm.test(url) || secondWay.test(path)) faults.push(pathFault)
  if (!httpVersion.startsWith('1.')) faults.push({ field: 'request', expected: 'HTTP/1.1' })
  const seen = new Set<string>()
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase()
    if (!onceOnly.has(name)) continue
    if (seen.has(name)) faults.push({ field: `headers.${name}`, expected: 'one field, not several' })
    seen.add(name)
    const expected = valueFault(name, rawHeaders[i + 1]!, httpVersion)
    if (expected !== undefined) faults.push({ field: `headers.${name}`, expected })
  }
  return faults
}

export const pathFault: FieldProblem = {
  field: 'path',
  expected:
    'a path in UTF-8 from the first slash on, no part longer than 200 characters, nothing written in a second way: no //, .., ; or encoded letters',
}

function valueFault(name: string, value: string, httpVersion: string): string | undefined {
  if (name === 'host') return hostForm.test(value) ? undefined : 'a host, and its port'
  if (name !== 'transfer-encoding') return undefined
  if (httpVersion === '1.0') return 'nothing: HTTP/1.0 has no transfer codings'
  return value.toLowerCase() === 'chunked' ? undefined : '«chunked», no other transfer coding'
}
