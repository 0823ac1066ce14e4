import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseShare, shareText, type KeyShare } from './index.ts'
import { toHex } from './bytes.ts'

const fixtures = join(import.meta.dirname, '../fixtures/shares')
const anyShare: fc.Arbitrary<KeyShare> = fc.record({
  keyId: fc.uint8Array({ minLength: 6, maxLength: 6 }).map(toHex),
  threshold: fc.integer({ min: 2, max: 255 }),
  index: fc.integer({ min: 1, max: 255 }),
  value: fc.uint8Array({ minLength: 32, maxLength: 32 }),
})

describe('the text of a share', () => {
  test('is 24 words to be said aloud, in letters that a QR code holds as they are', () => {
    fc.assert(
      fc.property(anyShare, (share) => {
        expect(shareText(share)).toMatch(/^[BDFGHJKLMNPRSTVZAIOU]{5}(-[BDFGHJKLMNPRSTVZAIOU]{5}){23}$/)
      }),
    )
  })

  test('is read back, however it was written down', () => {
    fc.assert(
      fc.property(anyShare, fc.constantFrom('-', ' ', '\n', '  \t', ' - '), (share, between) => {
        const text = ` ${shareText(share).toLowerCase().replaceAll('-', between)}\n`
        expect(parseShare(text)).toEqual(share)
      }),
    )
  })

  test('with any one letter written wrongly is refused, and no refusal repeats what was read', () => {
    const letters = [...'BDFGHJKLMNPRSTVZAIOUXE']
    fc.assert(
      fc.property(anyShare, fc.nat(143), fc.constantFrom(...letters), (share, at, letter) => {
        const text = shareText(share)
        fc.pre(text[at] !== letter && text[at] !== '-')
        const issue = issueOf(() => parseShare(text.slice(0, at) + letter + text.slice(at + 1)))
        expect(issue).toMatchObject({ code: 'SHARE_MALFORMED' })
        for (const word of text.split('-')) expect(JSON.stringify(issue)).not.toContain(word)
      }),
      { numRuns: 500 },
    )
  })

  test('is what it was: recorded words are read', () => {
    const text = readFileSync(join(fixtures, 'good/third-of-five.txt'), 'utf8')
    const share = { keyId: '0123456789ab', threshold: 3, index: 3, value: Uint8Array.from({ length: 32 }, (_, i) => i) }
    expect(parseShare(text)).toEqual(share)
    expect(shareText(share)).toBe(text.trim().replaceAll(/\s+/g, '-'))
  })

  /** Each file is named for its fault. */
  const faults: Readonly<Record<string, object>> = {
    'a-word-is-missing.txt': { fault: 'length' },
    'a-word-too-many.txt': { fault: 'length' },
    'a-letter-of-no-word.txt': { fault: 'word', word: 7 },
    'a-word-cut-short.txt': { fault: 'word', word: 24 },
    'two-words-exchanged.txt': { fault: 'check' },
    'one-letter-wrong.txt': { fault: 'check' },
    'of-a-version-to-come.txt': { fault: 'version' },
    'empty.txt': { fault: 'length' },
  }
  test.each(readdirSync(join(fixtures, 'bad')))('%s is refused for that', (name) => {
    const text = readFileSync(join(fixtures, 'bad', name), 'utf8')
    expect(issueOf(() => parseShare(text))).toEqual({ code: 'SHARE_MALFORMED', ...faults[name] })
  })
})

function issueOf(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return (error as { issue: unknown }).issue
  }
  return expect.unreachable('was accepted')
}
