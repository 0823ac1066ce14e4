import { describe, expect, test } from 'vitest'
import { docx, jpeg, ofd, pdf, png, xlsx, zipOf } from '../../../test/support/document-files.ts'
import { typeOfDocument } from './document-type.ts'

const text = (words: string): Uint8Array => Buffer.from(words)

describe('the type of a document', () => {
  const known: readonly (readonly [string, Uint8Array, string])[] = [
    ['pdf', pdf, 'application/pdf'],
    ['png', png, 'image/png'],
    ['jpg', jpeg, 'image/jpeg'],
    ['jpeg', jpeg, 'image/jpeg'],
    ['docx', docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['xlsx', xlsx, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['ofd', ofd, 'application/ofd'],
    ['txt', text('说明\r\n\t第二行\n'), 'text/plain'],
    ['txt', Buffer.from([0xcb, 0xb5, 0xc3, 0xf7]), 'text/plain'], // 说明 in GB 18030
  ]
  test.each(known)('%s is found by its content', (ending, content, type) => {
    expect(typeOfDocument(ending, content)).toBe(type)
  })

  test.each([
    ['an image under the name of a PDF', 'pdf', png],
    ['a PDF under the name of a text', 'txt', pdf],
    ['a page under the name of an image', 'png', text('<html><script>alert(1)</script></html>')],
    ['a drawing that can hold scripts', 'svg', text('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a page', 'html', text('<html></html>')],
    ['a program', 'exe', text('MZ\u0000\u0001')],
    ['a program under the name of a text', 'txt', text('MZ\u0000\u0001')],
    ['a PDF behind other bytes', 'pdf', Buffer.concat([text('<html>'), pdf])],
    ['any archive', 'docx', zipOf({ 'a.txt': 'a' })],
    ['a workbook under the name of a text document', 'docx', xlsx],
    [
      'a text document with macros',
      'docx',
      zipOf({ '[Content_Types].xml': '', 'word/document.xml': '', 'word/vbaProject.bin': '' }),
    ],
    ['half an archive', 'docx', docx.subarray(0, docx.length - 10)],
    ['an archive with something behind it', 'docx', Buffer.concat([docx, text('<html>')])],
    ['the signature alone', 'docx', text('PK\u0003\u0004')],
    ['bytes of no encoding', 'txt', Buffer.from([0xff, 0xfe, 0xff, 0xff])],
    ['a name that every object has', 'constructor', text('a')],
  ])('refused: %s', (_, ending, content) => {
    expect(() => typeOfDocument(ending, content)).toThrow(
      expect.objectContaining({ reason: expect.objectContaining({ code: 'DOCUMENT_TYPE' }) }),
    )
  })
})
