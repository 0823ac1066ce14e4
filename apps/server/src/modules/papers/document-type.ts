import { Problem } from '../../platform/problem/index.ts'
import { namesInZip } from './zip-names.ts'

/** What a document may be, by the ending of its name. */
export const documentTypes = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ofd: 'application/ofd',
  txt: 'text/plain',
} as const
export type DocumentType = (typeof documentTypes)[keyof typeof documentTypes]

/** What a browser shows without running anything of it; everything else is only ever kept as a file. */
export const shownTypes: ReadonlySet<string> = new Set([documentTypes.png, documentTypes.jpg])

/**
 * What a document is, found by its content; the ending of its name has to say the same.
 *
 * @throws {Problem} `DOCUMENT_TYPE` when the content is nothing that is taken, or something else than the name says.
 */
export function typeOfDocument(extension: string, content: Uint8Array): DocumentType {
  const named: DocumentType | undefined = Object.hasOwn(documentTypes, extension)
    ? documentTypes[extension as keyof typeof documentTypes]
    : undefined
  const found = foundIn(content)
  if (found === undefined || found !== named)
    throw new Problem({ code: 'DOCUMENT_TYPE', named: extension, found: found ?? null })
  return found
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const pdfSignature = [...'%PDF-'].map((c) => c.charCodeAt(0))
const jpegSignature = [0xff, 0xd8, 0xff]
const zipSignature = [0x50, 0x4b, 0x03, 0x04]

function foundIn(content: Uint8Array): DocumentType | undefined {
  const begins = (signature: readonly number[]): boolean => signature.every((byte, i) => content[i] === byte)
  if (begins(pdfSignature)) return documentTypes.pdf
  if (begins(pngSignature)) return documentTypes.png
  if (begins(jpegSignature)) return documentTypes.jpg
  if (begins(zipSignature)) return foundInZip(namesInZip(content))
  return isText(content) ? documentTypes.txt : undefined
}

/** Office documents and OFD are archives with a known part; one that carries a program is none of them. */
function foundInZip(names: ReadonlySet<string> | undefined): DocumentType | undefined {
  if (names === undefined || [...names].some((name) => /(?:^|\/)vbaProject\.bin$/i.test(name))) return undefined
  if (names.has('OFD.xml')) return documentTypes.ofd
  if (!names.has('[Content_Types].xml')) return undefined
  if (names.has('word/document.xml')) return documentTypes.docx
  return names.has('xl/workbook.xml') ? documentTypes.xlsx : undefined
}

/** Text in UTF-8, or in GB 18030 as older programs write it. */
function isText(content: Uint8Array): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is kept out
  const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
  return ['utf-8', 'gb18030'].some((encoding) => {
    try {
      return !controls.test(new TextDecoder(encoding, { fatal: true }).decode(content))
    } catch (fault) {
      if (fault instanceof TypeError) return false // not of this encoding
      throw fault
    }
  })
}
