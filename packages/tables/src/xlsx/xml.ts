import { TextDecoder } from 'node:util'
import { SaxesParser } from 'saxes'
import { TableError, type TableIssue } from '../table-issue.ts'

export interface XmlHandler {
  /** @param name - Local name: a prefix is left out. */
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close(name: string): void
  text(text: string): void
}

const deepest = 64
/** Nothing in a sheet is longer without a tag in between; what is would have to be kept in memory whole. */
const longestSilence = 4 * 1024 * 1024

type Why = Extract<TableIssue, { code: 'XML_REFUSED' }>['why']

/**
 * Reads XML as a stream. Document types are refused, and with them entities that a document defines for itself; nothing
 * is ever fetched. Control returns after every piece, so that a reader can hand on what it has.
 *
 * @throws {TableError} `XML_REFUSED`.
 */
export async function* readXml(part: string, bytes: AsyncIterable<Buffer>, handler: XmlHandler): AsyncIterable<void> {
  const refuse = (why: Why): never => {
    throw new TableError({ code: 'XML_REFUSED', part, why })
  }
  let depth = 0
  let silence = 0
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false })
  parser.on('doctype', () => refuse('doctype'))
  parser.on('error', () => refuse('malformed'))
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0
    if (++depth > deepest) refuse('depth')
    handler.open(localName(name), attributes)
  })
  parser.on('closetag', ({ name }) => {
    silence = 0
    depth--
    handler.close(localName(name))
  })
  parser.on('text', (text) => handler.text(text))
  parser.on('cdata', (text) => handler.text(text))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of bytes) {
    silence += chunk.length
    if (silence > longestSilence) refuse('size')
    parser.write(decodePart(decoder, chunk, refuse))
    yield
  }
  parser.write(decodePart(decoder, undefined, refuse))
  parser.close()
}

/** Reads a part to its end, for parts that are kept whole. */
export async function readWholeXml(part: string, bytes: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  const pieces = readXml(part, bytes, handler)[Symbol.asyncIterator]()
  while ((await pieces.next()).done !== true);
}

function decodePart(decoder: TextDecoder, bytes: Buffer | undefined, refuse: (why: Why) => never): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch {
    return refuse('malformed')
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** Spreadsheet programs write characters that XML cannot hold as `_x000D_`. */
export function unescapeCell(text: string): string {
  return text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}

/** Text for an element or an attribute, with what XML cannot hold written as spreadsheet programs do. */
export function escapeCell(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(unwritable, (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll(/[&<>"]/g, (c) => entities[c]!)
}

/** Control characters but tab and line feed, half of a surrogate pair, and the two that are no characters. */
const unwritable =
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
