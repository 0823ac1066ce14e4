import { TextDecoder } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toUtf8 } from './to-utf8.ts'

async function read(bytes: Uint8Array, size = 3): Promise<{ text: string; encoding: string }> {
  async function* pieces(): AsyncIterable<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const text = toUtf8(pieces())
  const read: Uint8Array[] = []
  for await (const piece of text.bytes) read.push(piece)
  return { text: Buffer.concat(read).toString('utf8'), encoding: text.encoding() }
}

/** 你好 */
const gb18030 = [0xc4, 0xe3, 0xba, 0xc3]

describe('a text', () => {
  test.each([
    ['UTF-8', Buffer.from('a,你好,😀\n'), 'a,你好,😀\n', 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffa,你\n'), 'a,你\n', 'utf-8'],
    [
      'GB18030 after lines of ASCII',
      Buffer.from([...Buffer.from('id,name\n1,x\n2,'), ...gb18030]),
      'id,name\n1,x\n2,你好',
      'gb18030',
    ],
    ['UTF-16', Buffer.from('\ufeff你,a\n', 'utf16le'), '你,a\n', 'utf-16le'],
    ['ASCII', Buffer.from('a,b\n'), 'a,b\n', 'utf-8'],
    ['a byte', Buffer.from('a'), 'a', 'utf-8'],
  ])('in %s arrives in UTF-8 whatever the pieces', async (_, bytes, text, encoding) => {
    for (const size of [1, 2, 3, 5, 1000]) expect(await read(bytes, size)).toEqual({ text, encoding })
  })

  test('in two encodings is a fault', async () => {
    await expect(read(Buffer.from([...Buffer.from('你好,很好,大家好\n'), ...gb18030]), 100)).rejects.toMatchObject({
      issue: { code: 'TEXT_ENCODING' },
    })
    await expect(read(Buffer.from([...Buffer.from('你好\n'), 0xff]), 8)).rejects.toMatchObject({
      issue: { code: 'TEXT_ENCODING' },
    })
  })

  test('cut off within a character is a fault', async () => {
    await expect(read(Buffer.from('你好').subarray(0, 5))).rejects.toMatchObject({ issue: { code: 'TEXT_ENCODING' } })
  })

  test('with a NUL byte is none', async () => {
    await expect(read(Buffer.from('a,b\n1,\0\n'))).rejects.toMatchObject({ issue: { code: 'TEXT_BINARY' } })
  })

  test('is taken for UTF-8 exactly where a decoder takes it, wherever its pieces end', async () => {
    const beginning = Buffer.from(`${'字'.repeat(400)}\n`)
    const anyBytes = fc.array(
      fc.oneof(
        fc.constantFrom('a', '中', '😀', 'é').map((c) => [...Buffer.from(c)]),
        fc.constantFrom([0xe4, 0xbd], [0x80], [0xf0, 0x9f], [0xc3], [0xff], [0xed, 0xa0, 0x80], [0xc0, 0xaf]),
      ),
      { maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(anyBytes, fc.integer({ min: 1, max: 9 }), async (rest, size) => {
        const bytes = Buffer.concat([beginning, Buffer.from(rest.flat())])
        const isText = ((): boolean => {
          try {
            new TextDecoder('utf-8', { fatal: true }).decode(bytes)
            return true
          } catch {
            return false
          }
        })()
        const passed = await read(bytes, size).then(
          ({ text }) => text === bytes.toString('utf8'),
          () => false,
        )
        expect(passed).toBe(isText)
      }),
      { numRuns: 500 },
    )
  })
})
