import { describe, expect, test } from 'vitest'
import { parseDocumentName } from './document-name.ts'

describe('the name of a document', () => {
  test('is a plain file name, in composed form', () => {
    for (const name of ['证明.pdf', '2026 年 3 月 说明（二）.docx', 'a-b_c.TXT', "it's 100%.png", '한국어.ofd'])
      expect(parseDocumentName(name), name).toBe(name)
    expect(parseDocumentName('re\u0301sume\u0301.pdf')).toBe('résumé.pdf')
  })

  test.each([
    ['a path', '../证明.pdf'],
    ['a path of Windows', 'C:\\证明.pdf'],
    ['a path inside', 'a/b.pdf'],
    ['an encoded path is a name, but not one with a colon', 'a:b.pdf'],
    ['NUL', 'a\u0000.pdf'],
    ['a line break', 'a\r\nSet-Cookie: x.pdf'],
    ['a control character of the second half', 'a\u0085.pdf'],
    ['letters turned from right to left', '资料\u202efdp.txt'],
    ['an isolate', 'a\u2067b.pdf'],
    ['a mark of direction', 'a\u200fb.pdf'],
    ['a joiner that is not seen', 'a\u200bb.pdf'],
    ['a byte order mark', '\ufeffa.pdf'],
    ['half a character', 'a\ud800.pdf'],
    ['a private character', 'a\ue000.pdf'],
    ['a line separator', 'a\u2028b.pdf'],
    ['no ending', '证明'],
    ['an ending alone', '.pdf'],
    ['a hidden file', '.证明.pdf'],
    ['an ending that is no word', '证明.p df'],
    ['a dot at the end', '证明.pdf.'],
    ['a space at the end', '证明.pdf '],
    ['a space before the ending', '证明 .pdf'],
    ['a space at the beginning', ' 证明.pdf'],
    ['quotes', 'a"b.pdf'],
    ['a pattern', 'a*.pdf'],
    ['markup', '<b>.pdf'],
    ['a device', 'CON.pdf'],
    ['a device with more behind it', 'lpt1.tar.txt'],
    ['too many characters', `${'长'.repeat(60)}${'a'.repeat(60)}.pdf`],
    ['too many bytes', `${'长'.repeat(100)}.pdf`],
    ['nothing', ''],
  ])('refused: %s', (_, name) => {
    expect(() => parseDocumentName(name)).toThrow(
      expect.objectContaining({ reason: expect.objectContaining({ code: 'REQUEST_MALFORMED' }) }),
    )
  })
})
