import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  componentsFrom,
  formatDigest,
  formatSignatureInput,
  parseAcceptSignature,
  parseDigests,
  parseSignatureInputs,
  parseSignatures,
  signatureBase,
  SignatureError,
  type Message,
  type RequestMessage,
  type ResponseMessage,
} from './index.ts'

const faultOf = (act: () => unknown): unknown => {
  try {
    act()
  } catch (error) {
    if (error instanceof SignatureError) return error.fault
    throw error
  }
  throw new Error('nothing was refused')
}
const baseText = (message: Message, names: readonly string[]): string =>
  Buffer.from(signatureBase(message, { components: componentsFrom(names), params: {} })).toString()
const valueOf = (message: Message, name: string): string => {
  const [line = ''] = baseText(message, [name]).split('\n')
  return line.slice(line.indexOf(': ') + 2)
}

const request: RequestMessage = {
  method: 'POST',
  targetUri: 'https://Data.Example:443/gw/v1/datasets/WZ-X/lookup?a=1&b=%E4%B8%80%20%2b&c=x+y&d&a=2',
  fields: {
    host: 'Data.Example:443',
    accept: ['  one ', 'two\r\n  more'],
    'content-digest': 'sha-256=:AAAA:,  sha-512=:BBBB:;x=1',
    'x-empty': '',
    plain: 'no dictionary (',
  },
}
const answer: ResponseMessage = {
  status: 200,
  fields: { signature: 'a=:AAAA:' },
  request: { ...request, fields: { ...request.fields, signature: 'sig=:cmVx:, other=:AAAA:' } },
}

describe('values of components', () => {
  test.each<[Message, string, string]>([
    [request, '@method', 'POST'],
    [request, '@target-uri', request.targetUri],
    [request, '@authority', 'data.example'],
    [{ ...request, targetUri: 'http://h:443/x' }, '@authority', 'h:443'],
    [{ ...request, targetUri: 'http://h:80/x' }, '@authority', 'h'],
    [{ ...request, targetUri: 'https://[::1]:8443/x' }, '@authority', '[::1]:8443'],
    [request, '@scheme', 'https'],
    [request, '@path', '/gw/v1/datasets/WZ-X/lookup'],
    [{ ...request, targetUri: 'https://h' }, '@path', '/'],
    [{ ...request, targetUri: 'https://h?x' }, '@request-target', '/?x'],
    [{ ...request, targetUri: 'https://h/x' }, '@query', '?'],
    [{ ...request, targetUri: 'https://h/x?' }, '@query', '?'],
    [request, '"@query-param";name="b"', '%E4%B8%80%20%2B'],
    [request, '"@query-param";name="c"', 'x%20y'],
    [request, '"@query-param";name="d"', ''],
    [request, 'accept', 'one, two more'],
    [request, '"accept";bs', ':b25l:, :dHdvIG1vcmU=:'],
    [request, '"content-digest";sf', 'sha-256=:AAAA:, sha-512=:BBBB:;x=1'],
    [request, '"content-digest";key="sha-512"', ':BBBB:;x=1'],
    [request, 'x-empty', ''],
    [answer, '@status', '200'],
    [answer, '"@method";req', 'POST'],
    [answer, 'signature', 'a=:AAAA:'],
    [answer, '"signature";req;key="sig"', ':cmVx:'],
  ])('%#: of %s', (message, name, value) => {
    expect(valueOf(message, name)).toBe(value)
  })

  test.each<[string, Message, string, 'COMPONENT_INVALID' | 'COMPONENT_ABSENT']>([
    ['a field that is not there', request, 'x-none', 'COMPONENT_ABSENT'],
    ['a name of every object', request, 'constructor', 'COMPONENT_ABSENT'],
    ['a member that is not there', request, '"content-digest";key="sha-1"', 'COMPONENT_ABSENT'],
    ['a parameter of the query that is not there', request, '"@query-param";name="z"', 'COMPONENT_ABSENT'],
    ['a parameter that is there twice', request, '"@query-param";name="a"', 'COMPONENT_INVALID'],
    ['@query-param without a name', request, '@query-param', 'COMPONENT_INVALID'],
    ['a name for something else', request, '"@path";name="a"', 'COMPONENT_INVALID'],
    ['a field in upper case', request, 'Accept', 'COMPONENT_INVALID'],
    ['the parameters of the signature', request, '@signature-params', 'COMPONENT_INVALID'],
    ['an unknown derived component', request, '@nothing', 'COMPONENT_INVALID'],
    ['the status of a request', request, '@status', 'COMPONENT_INVALID'],
    ['the method of an answer', answer, '@method', 'COMPONENT_INVALID'],
    ['the request of a request', request, '"@method";req', 'COMPONENT_INVALID'],
    ['a request that is not known', { status: 200, fields: {} }, '"@method";req', 'COMPONENT_INVALID'],
    ['trailers', request, '"accept";tr', 'COMPONENT_INVALID'],
    ['an unknown parameter', request, '"accept";xx', 'COMPONENT_INVALID'],
    ['a flag with a value', request, '"accept";bs="1"', 'COMPONENT_INVALID'],
    ['bs with sf', request, '"content-digest";bs;sf', 'COMPONENT_INVALID'],
    ['bs of a derived one', request, '"@method";bs', 'COMPONENT_INVALID'],
    ['sf of an unknown type', request, '"accept";sf', 'COMPONENT_INVALID'],
    ['a key of no dictionary', request, '"plain";key="x"', 'COMPONENT_INVALID'],
    ['a target that is no absolute URI', { ...request, targetUri: '/x' }, '@path', 'COMPONENT_INVALID'],
    ['a second line in a value', { ...request, method: 'GET\n"x": y' }, '@method', 'COMPONENT_INVALID'],
    ['letters beyond ASCII', { ...request, fields: { name: '王' } }, 'name', 'COMPONENT_INVALID'],
  ])('%s', (_, message, name, code) => {
    expect(faultOf(() => baseText(message, [name]))).toMatchObject({ code })
  })

  test('nothing is covered twice, whatever the order of its parameters', () => {
    for (const names of [
      ['@method', '@method'],
      ['"content-digest";key="sha-256"', '"content-digest";key="sha-256"'],
    ]) {
      expect(faultOf(() => baseText(request, names))).toMatchObject({ code: 'COMPONENT_INVALID' })
    }
    const turned = ['"signature";req;key="sig"', '"signature";key="sig";req']
    expect(faultOf(() => baseText(answer, turned))).toMatchObject({ code: 'COMPONENT_INVALID' })
  })
})

/** Written from RFC 9421 §2.5 with nothing but texts: no structured field is parsed or written by a library. */
function slowBase(covered: readonly (readonly [name: string, value: string])[], params: string): string {
  let base = ''
  for (const [name, value] of covered) base = `${base}"${name}": ${value}\n`
  const names = covered.map(([name]) => `"${name}"`).join(' ')
  return `${base}"@signature-params": (${names})${params}`
}
function slowString(text: string): string {
  let written = ''
  for (const c of text) written += c === '"' || c === '\\' ? `\\${c}` : c
  return `"${written}"`
}

const ascii = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((c) => String.fromCharCode(c)),
  maxLength: 20,
})
const pathText = fc.string({ unit: fc.constantFrom(...'abzAZ09-._~%!$&()*+,;=:@/'), maxLength: 20 })
const queryText = fc.string({ unit: fc.constantFrom(...'abzAZ09-._~%!$&()*+,;=:@/?'), maxLength: 20 })

test('the base is that of a slow and obvious twin, whatever the message', () => {
  const seconds = fc.integer({ min: 0, max: 4_102_444_800 })
  fc.assert(
    fc.property(
      fc.record({
        method: fc.constantFrom('GET', 'POST', 'DELETE', 'PUT'),
        scheme: fc.constantFrom('http', 'https'),
        host: fc.constantFrom('a.example', 'A.Example', 'localhost', '127.0.0.1', '[2001:DB8::1]'),
        port: fc.constantFrom('', ':80', ':443', ':8443'),
        path: pathText,
        query: fc.option(queryText, { nil: undefined }),
        lines: fc.array(ascii, { minLength: 1, maxLength: 3 }),
        params: fc.record({ created: seconds, expires: seconds, nonce: ascii, keyid: ascii, alg: ascii, tag: ascii }),
        order: fc.shuffledSubarray(['@method', '@target-uri', '@authority', '@scheme', '@path', '@query', 'x-lines']),
      }),
      ({ method, scheme, host, port, path, query, lines, params, order }) => {
        const question = query === undefined ? '' : `?${query}`
        const targetUri = `${scheme}://${host}${port}/${path}${question}`
        const message: RequestMessage = { method, targetUri, fields: { 'x-lines': lines } }
        const isDefault = (scheme === 'http' && port === ':80') || (scheme === 'https' && port === ':443')
        const values: Record<string, string> = {
          '@method': method,
          '@target-uri': targetUri,
          '@authority': host.toLowerCase() + (isDefault ? '' : port),
          '@scheme': scheme,
          '@path': `/${path}`,
          '@query': question === '' ? '?' : question,
          'x-lines': lines.map((line) => line.trim()).join(', '),
        }
        const written = Object.entries(params)
          .map(([name, value]) => `;${name}=${typeof value === 'number' ? value : slowString(value)}`)
          .join('')
        const expected = slowBase(
          order.map((name) => [name, values[name]!]),
          written,
        )
        const field = `sig=(${order.map((name) => `"${name}"`).join(' ')})${written}`
        const [input] = parseSignatureInputs(field)
        expect(Buffer.from(signatureBase(message, input!)).toString()).toBe(expected)
        expect(formatSignatureInput({ ...input!, label: 'sig' })).toBe(field)
      },
    ),
    { numRuns: 500 },
  )
})

test('whatever stands in the fields, it is read or refused by name, never otherwise', () => {
  const pieces = [
    'sig',
    '=',
    '(',
    ')',
    '"@method"',
    '"a";req',
    ';',
    'created',
    '1',
    ':',
    'AA==',
    ',',
    ' ',
    '"',
    '\\',
    '?1',
    '@5',
    '王',
    '\n',
    '1.5',
  ]
  const anything = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((p) => p.join('')),
  )
  fc.assert(
    fc.property(anything, (field) => {
      const readers = [
        parseSignatureInputs,
        parseSignatures,
        parseAcceptSignature,
        (f: string) => parseDigests(f, 'content-digest'),
      ]
      for (const read of readers) {
        try {
          read(field)
        } catch (error) {
          expect(error).toBeInstanceOf(SignatureError)
        }
      }
      try {
        for (const input of parseSignatureInputs(field)) signatureBase(request, input)
      } catch (error) {
        expect(error).toBeInstanceOf(SignatureError)
      }
    }),
    { numRuns: 2000 },
  )
})

test('digests come back as they were written', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (digest) => {
      const field = formatDigest('sha-256', digest)
      expect(field).toBe(`sha-256=:${Buffer.from(digest).toString('base64')}:`)
      expect(parseDigests(field, 'content-digest').get('sha-256')).toEqual(digest)
    }),
  )
})
