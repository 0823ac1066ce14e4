import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { handMadeWorkbook, temporaryFolder, textRow, type HandMade } from './testing/workbooks.ts'
import {
  describeTableIssue,
  formulaSafe,
  fromFormulaSafe,
  openTable,
  outlineTable,
  readHeader,
  sheetOf,
  TableError,
  tableIssueEn,
  tableIssueZhCN,
  writeCsv,
  writeXlsx,
  type TableLimits,
  type TableRow,
} from './index.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder.remove())

let files = 0
const written = (content: string | Uint8Array): Promise<string> => folder.file(`file-${++files}`, content)
const workbook = async (made: HandMade): Promise<string> => {
  const path = await folder.file(`book-${++files}.xlsx`)
  await handMadeWorkbook(path, made)
  return path
}

async function rowsOf(path: string, limits: Partial<TableLimits> = {}): Promise<readonly TableRow[]> {
  const table = await openTable(path, limits)
  try {
    const rows: TableRow[] = []
    for await (const row of table.sheets[0]!.rows()) rows.push(row)
    return rows
  } finally {
    await table.close()
  }
}
const cellsOf = async (path: string): Promise<readonly (readonly string[])[]> =>
  (await rowsOf(path)).map((r) => r.cells)

async function issueOf(work: Promise<unknown>): Promise<TableError['issue']> {
  const error: unknown = await work.then(
    () => undefined,
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(TableError)
  const { issue } = error as TableError
  for (const texts of [tableIssueZhCN, tableIssueEn])
    expect(describeTableIssue(texts, issue)).not.toMatch(/undefined|\[object/)
  return issue
}

/** 中文 in GB18030, with a character of four bytes (U+20000) that GBK does not have. */
const gb18030 = Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x95, 0x32, 0x82, 0x36])

describe('CSV', () => {
  test('is read in UTF-8 with and without byte order mark, in UTF-16 with one, and in GB18030', async () => {
    const text = '名称,备注\n甲,"一,二"\n'
    const expected = [
      ['名称', '备注'],
      ['甲', '一,二'],
    ]
    expect(await cellsOf(await written(text))).toEqual(expected)
    expect(await cellsOf(await written(`\ufeff${text}`))).toEqual(expected)
    expect(await cellsOf(await written(Buffer.from(`\ufeff${text}`, 'utf16le')))).toEqual(expected)
    expect(await cellsOf(await written(Buffer.from(`\ufeff${text}`, 'utf16le').swap16()))).toEqual(expected)
    const table = await openTable(await written(Buffer.concat([gb18030, Buffer.from(',a\n1,2\n')])))
    expect(table.encoding).toBe('gb18030')
    expect(await cellsOf(await written(Buffer.concat([gb18030, Buffer.from(',a\n1,2\n')])))).toEqual([
      ['中文\u{20000}', 'a'],
      ['1', '2'],
    ])
  })

  test('an ASCII header says nothing of the rows: GB18030 far behind it is read, and what is neither is refused', async () => {
    const long = Buffer.from(`name\n${'a\n'.repeat(200_000)}`)
    expect((await cellsOf(await written(Buffer.concat([long, gb18030])))).at(-1)).toEqual(['中文\u{20000}'])
    expect(await issueOf(openTable(await written(Buffer.concat([long, Buffer.from([0xff, 0xff, 0x0a])]))))).toEqual({
      code: 'TEXT_ENCODING',
    })
    expect(await issueOf(openTable(await written(Buffer.from([0x61, 0x2c, 0, 0, 1]))))).toEqual({ code: 'TEXT_BINARY' })
    expect(await issueOf(openTable(await written('')))).toEqual({ code: 'TABLE_EMPTY' })
  })

  test('delimiter and quotes are found out', async () => {
    const cases: readonly (readonly [string, string, readonly string[]])[] = [
      ['a;b;c\n1;2,5;3\n', ';', ['1', '2,5', '3']],
      ['a\tb\n1\t"x\ty"\n', '\t', ['1', 'x\ty']],
      ['"a,b"|c\n1|2\n', '|', ['1', '2']],
      ["'a','b'\n'1','x,y'\n", ',', ['1', 'x,y']],
      ['sep=;\na;b\n1;2\n', ';', ['1', '2']],
      ['only\n1\n', ',', ['1']],
    ]
    for (const [text, delimiter, row] of cases) {
      const path = await written(text)
      expect((await openTable(path)).delimiter).toBe(delimiter)
      expect((await cellsOf(path)).at(-1)).toEqual(row)
    }
  })

  test('rows carry the line on which they begin; blank ones are passed over; a broken one is named', async () => {
    const rows = await rowsOf(await written('a,b\n\n,,\n"x\ny",2\n3,4\n'))
    expect(rows.map((r) => r.number)).toEqual([1, 4, 6])
    expect(await issueOf(rowsOf(await written('a,b\n1,2\n"x"y,3\n')))).toMatchObject({ code: 'CSV_SYNTAX', row: 3 })
  })

  test('limits are kept and name the place', async () => {
    const path = await written('a,b\n1,22222\n3,4\n')
    expect(await issueOf(rowsOf(path, { rows: 2 }))).toEqual({ code: 'TABLE_ROWS', row: 3, most: 2 })
    expect(await issueOf(rowsOf(path, { columns: 1 }))).toEqual({ code: 'TABLE_COLUMNS', row: 1, column: 2, most: 1 })
    expect(await issueOf(rowsOf(path, { cellLength: 4 }))).toEqual({ code: 'TABLE_CELL', row: 2, column: 2, most: 4 })
    expect(await issueOf(rowsOf(path, { bytes: 3 }))).toEqual({ code: 'TABLE_TOO_LARGE', mostBytes: 3 })
    const huge = await written(`a\n"${'x'.repeat(2_000_000)}`)
    expect(await issueOf(rowsOf(huge, { cellLength: 1000 }))).toMatchObject({ code: 'CSV_SYNTAX' })
  })
})

describe('XLSX', () => {
  test('texts, numbers, days, times, yes and no, formulas and errors are read as they were saved', async () => {
    const path = await workbook({
      sharedStrings:
        '<si><t>共享</t></si><si><r><t>富</t></r><r><t xml:space="preserve"> 文本</t></r><rPh sb="0" eb="1"><t>fu</t></rPh></si>',
      styles:
        '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="[Red]0.00&quot;日&quot;"/></numFmts>' +
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="21"/></cellXfs>',
      rows:
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="str"><v>a_x000D_b</v></c></row>' +
        '<row r="2"><c r="A2"><v>0.1</v></c><c r="B2"><v>1E-7</v></c><c r="C2"><v>6.4030219900101E+17</v></c></row>' +
        '<row r="3"><c r="A3" s="1"><v>46082</v></c><c r="B3" s="2"><v>46082.5</v></c><c r="C3" s="3"><v>59</v></c><c r="D3" s="4"><v>46082</v></c><c r="E3" s="5"><v>0.25</v></c><c r="F3" s="1"><v>60</v></c></row>' +
        '<row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="str"><f>A1&amp;"!"</f><v>共享!</v></c><c r="C4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
    })
    const rows = await rowsOf(path)
    expect(rows.map((r) => r.cells)).toEqual([
      ['共享', '富 文本', 'a\rb'],
      ['0.1', '0.0000001', '640302199001010000'],
      ['2026-03-01', '2026-03-01T12:00:00', '1900-02-28', '46082', '06:00:00', '60'],
      ['true', '共享!', '#DIV/0!'],
    ])
    expect(rows.map((r) => r.marks)).toEqual([
      [],
      [{ column: 2, mark: 'imprecise' }],
      [],
      [
        { column: 1, mark: 'formula' },
        { column: 2, mark: 'formula' },
        { column: 2, mark: 'error' },
      ],
    ])
    const from1904 = await workbook({
      workbookPr: '<workbookPr date1904="1"/>',
      styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
      rows: '<row><c s="0"><v>44620</v></c></row>',
    })
    expect(await cellsOf(from1904)).toEqual([['2026-03-01']])
  })

  test('a prefix on every name is no other language', async () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    const path = await workbook({
      parts: {
        'xl/worksheets/sheet1.xml': `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="1"><x:c r="B1" t="inlineStr"><x:is><x:t>值</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells count="1"><x:mergeCell ref="B1:C1"/></x:mergeCells></x:worksheet>`,
      },
    })
    expect(await cellsOf(path)).toEqual([['', '值']])
    expect(await (await openTable(path)).sheets[0]!.merged()).toEqual(['B1:C1'])
  })

  test('a million empty rows, a false dimension and a value in the last row cost neither time nor memory', async () => {
    const empty = function* (): Iterable<string> {
      yield textRow(1, ['名称', '值'])
      for (let from = 2; from < 1_048_576; from += 1024) {
        let rows = ''
        for (let r = from; r < Math.min(from + 1024, 1_048_576); r++) rows += `<row r="${r}"><c r="A${r}" s="1"/></row>`
        yield rows
      }
      yield '<row r="1048576"><c r="B1048576" t="inlineStr"><is><t>末行</t></is></c></row>'
    }
    const path = await workbook({ rows: empty(), before: '<dimension ref="A1:XFD1048576"/>' })
    const before = process.memoryUsage().heapUsed
    const rows = await rowsOf(path, { rows: 10, columns: 10 })
    expect(rows.map((r) => [r.number, r.cells])).toEqual([
      [1, ['名称', '值']],
      [1_048_576, ['', '末行']],
    ])
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(150 * 1024 * 1024)
  })

  test('readings of one workbook that are left early hinder no other', async () => {
    const noise = (i: number): string => createHash('sha512').update(String(i)).digest('hex')
    const rows = Array.from({ length: 4000 }, (_, i) => textRow(i + 1, [noise(i), noise(-i)]))
    const table = await openTable(await workbook({ rows }))
    const sheet = table.sheets[0]!
    const leave = async (): Promise<void> => {
      for await (const row of sheet.rows()) if (row.number > 0) return
    }
    const count = async (): Promise<number> => {
      let read = 0
      for await (const row of sheet.rows()) read += row.cells.length
      return read
    }
    const [read] = await Promise.all([count(), ...Array.from({ length: 20 }, leave)])
    expect(read).toBe(8000)
    await table.close()
  })

  test('an archive bomb is refused by what it says of itself, and by what it turns out to be', async () => {
    const bomb = function* (): Iterable<string> {
      yield '<row r="1"><c r="A1" t="inlineStr"><is><t>'
      for (let i = 0; i < 1024; i++) yield ' '.repeat(64 * 1024)
      yield '</t></is></c></row>'
    }
    const path = await workbook({ rows: bomb() })
    expect(await issueOf(openTable(path))).toMatchObject({ code: 'ARCHIVE_RATIO', part: 'xl/worksheets/sheet1.xml' })
    expect(await issueOf(openTable(path, { unzippedBytes: 1_000_000 }))).toMatchObject({ code: 'ARCHIVE_UNZIPPED' })
    expect(await issueOf(rowsOf(path, { ratio: 1_000_000 }))).toMatchObject({ code: 'XML_REFUSED', why: 'size' })
    expect(await issueOf(openTable(path, { files: 2 }))).toMatchObject({ code: 'ARCHIVE_FILES', most: 2 })
  })

  test('a part that is larger than it says, or whose bytes were changed, is damaged', async () => {
    const { readFile } = await import('node:fs/promises')
    const path = await workbook({ rows: textRow(1, ['一'.repeat(50)]) })
    const bytes = await readFile(path)
    const name = Buffer.from('xl/worksheets/sheet1.xml')
    const central = bytes.lastIndexOf(name) - 46
    const lying = Buffer.from(bytes)
    lying.writeUInt32LE(10, central + 24)
    expect(await issueOf(rowsOf(await written(lying)))).toMatchObject({ code: 'ARCHIVE_DAMAGED' })
    const changed = Buffer.from(bytes)
    changed.writeUInt32LE((bytes.readUInt32LE(central + 16) ^ 1) >>> 0, central + 16)
    expect(await issueOf(rowsOf(await written(changed)))).toMatchObject({ code: 'ARCHIVE_DAMAGED', part: String(name) })
    expect(await issueOf(openTable(await written(bytes.subarray(0, bytes.length - 40))))).toMatchObject({
      code: 'ARCHIVE_DAMAGED',
    })
  })

  test('document types, entities of their own, deep nesting and broken XML are refused', async () => {
    const sheet = (xml: string): Promise<string> => workbook({ parts: { 'xl/worksheets/sheet1.xml': xml } })
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'
    expect(await issueOf(rowsOf(await sheet(bomb)))).toMatchObject({ code: 'XML_REFUSED', why: 'doctype' })
    const external = '<!DOCTYPE x SYSTEM "file:///etc/hostname"><worksheet/>'
    expect(await issueOf(rowsOf(await sheet(external)))).toMatchObject({ code: 'XML_REFUSED', why: 'doctype' })
    expect(await issueOf(rowsOf(await sheet('<worksheet><a>&unknown;</a></worksheet>')))).toMatchObject({
      why: 'malformed',
    })
    expect(await issueOf(rowsOf(await sheet('<worksheet><sheetData>')))).toMatchObject({ why: 'malformed' })
    expect(await issueOf(rowsOf(await sheet('<a>'.repeat(100) + '</a>'.repeat(100))))).toMatchObject({ why: 'depth' })
    const back = `${textRow(5, ['a'])}${textRow(4, ['b'])}`
    expect(await issueOf(rowsOf(await workbook({ rows: back })))).toMatchObject({ code: 'ROW_ORDER' })
  })

  test('what is no workbook is told what it is', async () => {
    const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    const kinds: readonly (readonly [Uint8Array, string])[] = [
      [Buffer.concat([ole, Buffer.alloc(600)]), 'xls'],
      [Buffer.concat([ole, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]), 'encrypted'],
      [Buffer.from('%PDF-1.7\n'), 'pdf'],
      [Buffer.from([0x1f, 0x8b, 8, 0]), 'gzip'],
      [Buffer.from('PAR1....'), 'parquet'],
    ]
    for (const [bytes, kind] of kinds) {
      expect(await issueOf(openTable(await written(bytes)))).toEqual({ code: 'TABLE_KIND', kind })
    }
    const noTypes = { without: ['[Content_Types].xml'] }
    expect(await issueOf(openTable(await workbook(noTypes)))).toEqual({ code: 'TABLE_KIND', kind: 'zip' })
    const binary = { parts: { 'xl/workbook.bin': 'x' } }
    expect(await issueOf(openTable(await workbook(binary)))).toEqual({ code: 'TABLE_KIND', kind: 'xlsb' })
    const document = { parts: { 'word/document.xml': '<a/>' } }
    expect(await issueOf(openTable(await workbook(document)))).toEqual({ code: 'TABLE_KIND', kind: 'docx' })
  })

  test('macros and links to other files are left alone, and said', async () => {
    const path = await workbook({
      rows: textRow(1, ['a']),
      parts: { 'xl/vbaProject.bin': Buffer.from([1, 2]), 'xl/externalLinks/externalLink1.xml': '<a/>' },
    })
    expect((await openTable(path)).notes).toEqual([{ note: 'macros' }, { note: 'externalLinks' }])
  })
})

describe('header', () => {
  const headerOf = async (path: string, sheet?: string) => readHeader(sheetOf(await openTable(path), sheet))

  test('merged cells in it, a title above it, two columns of one name and a value without a name are refused by their place', async () => {
    const merged = await workbook({
      rows: textRow(1, ['基本信息', '', '其他']) + textRow(2, ['名称', '地址', '备注']),
      after: '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
    })
    expect(await issueOf(headerOf(merged))).toEqual({ code: 'HEADER_MERGED', sheet: '表一', range: 'A1:B1' })
    const twice = await workbook({ rows: textRow(1, ['名称', '值', '名称 ']) })
    expect(await issueOf(headerOf(twice))).toMatchObject({ code: 'HEADER_TWICE', name: '名称', columns: [1, 3] })
    const blank = await headerOf(await workbook({ rows: textRow(1, ['名称']) + textRow(2, ['a', 'b']) }))
    const readAll = async (): Promise<void> => {
      for await (const row of blank.rows()) expect(row.cells).toHaveLength(0)
    }
    expect(await issueOf(readAll())).toEqual({ code: 'HEADER_BLANK', sheet: '表一', row: 1, column: 2 })
    expect(await issueOf(headerOf(await workbook({})))).toMatchObject({ code: 'HEADER_MISSING' })
    expect(await issueOf(headerOf(twice, '没有'))).toMatchObject({ code: 'SHEET_MISSING', sheets: ['表一'] })
  })

  test('merged cells below it do not hinder', async () => {
    const path = await workbook({
      rows: textRow(1, ['名称', '值']) + textRow(2, ['a', '1']),
      after: '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>',
    })
    expect((await headerOf(path)).columns).toEqual(['名称', '值'])
  })
})

/** UTF-8 has no unpaired surrogates. */
const wellFormed = (text: string): string => Buffer.from(text).toString()

describe('written files', () => {
  const formula = fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", "'=", '＝', ''), fc.string())
    .map(([a, b]) => a + b)
  const cell = fc.oneof(
    formula,
    fc.string({ unit: 'binary' }),
    fc.constantFrom('_x000D_', '甲；乙', 'a"b', '<&>', '0012', ' 前后 '),
  )
  /** What is blank says nothing and is not kept apart from an empty cell at the end of a row. */
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 })
  const withoutBlankEnd = (row: readonly string[]): readonly string[] => {
    const last = row.findLastIndex((c) => c.trim() !== '')
    return row.slice(0, last + 1)
  }
  const kept = (rows: readonly (readonly string[])[]) => rows.map(withoutBlankEnd).filter((r) => r.length > 0)

  test('no cell of a CSV begins as a formula does, and each is read back as it was', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const safe = formulaSafe(text)
        expect(safe).not.toMatch(/^[=+\-@＝＋－＠\t\r\n]/u)
        expect(fromFormulaSafe(safe)).toBe(text)
      }),
    )
  })

  test('a CSV holds what was written', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), async (rows, bom) => {
        const clean = rows.map((row) => row.map((c) => wellFormed(c.replaceAll('\u0000', '').replaceAll('\ufeff', ''))))
        const path = await folder.file(`written-${++files}.csv`)
        await writeFile(path, Readable.from(writeCsv([['列一', '列二', '列三', '列四', '列五'], ...clean], { bom })))
        const read = (await cellsOf(path)).slice(1).map((r) => r.map(fromFormulaSafe))
        const expected = clean.map((r) => r.map(formulaSafe))
        expect(read).toEqual(kept(expected).map((r) => r.map(fromFormulaSafe)))
      }),
      { numRuns: 60 },
    )
  })

  test('a workbook holds what was written, as text that no program computes', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const path = await folder.file(`written-${++files}.xlsx`)
        const columns = ['一', '二', '三', '四', '五'].map((title) => ({ title }))
        await writeFile(path, Readable.from(writeXlsx([{ name: '表', columns, rows }])))
        const read = await rowsOf(path)
        expect(read.slice(1).map((r) => r.cells)).toEqual(kept(rows))
        expect(read.every((r) => r.marks.length === 0)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('the same tables give the same bytes', async () => {
    const bytes = async (): Promise<Buffer> => {
      const parts: Uint8Array[] = []
      for await (const part of writeXlsx([{ name: '目录', columns: [{ title: '编码', width: 20 }], rows: [['=1+1']] }]))
        parts.push(part)
      return Buffer.concat(parts)
    }
    expect((await bytes()).equals(await bytes())).toBe(true)
  })

  test('a fault of the rows ends the file with that fault', async () => {
    const failing = function* (): Iterable<readonly string[]> {
      yield ['a']
      throw new Error('rows failed')
    }
    const read = async (): Promise<void> => {
      for await (const part of writeXlsx([{ name: '表', columns: [{ title: 'a' }], rows: failing() }])) void part
    }
    await expect(read()).rejects.toThrow('rows failed')
  })
})

describe('outline', () => {
  test('columns are proposed with codes by sound, types, room and lists', async () => {
    const lines = ['公民身份号码,姓名,金额,登记日期,是否有效,类别,userName,姓名2,编码']
    for (let i = 0; i < 40; i++) {
      lines.push(`11010519491231002${i % 10},张三,${i}.5,2026-01-0${(i % 9) + 1},是,${i % 2},u${i},,00${i}`)
    }
    const outline = await outlineTable(
      await readHeader(sheetOf(await openTable(await written(lines.join('\n'))))),
      1000,
    )
    expect(outline.rows).toBe(40)
    expect(outline.columns.map((c) => [c.code, c.type, c.maxLength, c.nullable, c.codeLike])).toEqual([
      ['gongminshenfenhaoma', 'text', 20, false, false],
      ['xingming', 'text', 10, false, false],
      ['jine', 'decimal', null, false, false],
      ['dengjiriqi', 'date', null, false, false],
      ['shifouyouxiao', 'boolean', null, false, false],
      ['leibie', 'integer', null, false, true],
      ['user_name', 'text', 10, false, false],
      ['xingming2', 'text', 10, true, false],
      ['bianma', 'text', 10, false, false],
    ])
  })
})
