import { readdir, readFile } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'
import { loadLaw } from './index.ts'

/**
 * INVARIANT (law is data): no article number, clause id, pack or word of a regime stands in code. Looked at is what a program
 * can act on or show: strings, patterns, names and page text. Comments may name a clause, and files of text (`text/*.ts`,
 * `*.zh-cn.ts`, `*.en.ts`) hold what the platform itself says, in its own words.
 *
 * Numbers are not looked at: a three is a deadline or a retry. That deadlines come from packs is shown by `fourth-city.test.ts`.
 */
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Files that are about one city because they demonstrate; nothing in them decides anything. */
const demonstrations: readonly { readonly path: RegExp; readonly why: string }[] = [
  {
    path: /^apps\/server\/src\/seed\//,
    why: 'the demonstration city: entries and requests as its agencies would write them',
  },
  {
    path: /^apps\/cli\/src\/demo\//,
    why: 'the walk through the demonstration city, which says which clause each step shows',
  },
  {
    path: /^apps\/web\/src\/components\/[^/]+\/examples\.tsx$/,
    why: 'the gallery of components, shown with real clauses',
  },
]

const isCode = (path: string): boolean =>
  /\.tsx?$/.test(path) && !/\.test\.tsx?$|\.(zh-cn|en)\.ts$|\/text\/|\/(testing|test-support)\//.test(path)

interface Found {
  readonly path: string
  readonly line: number
  readonly word: string
}
type Finder = (text: string) => readonly string[]

let find: Finder
let files: readonly string[]

beforeAll(async () => {
  const { book } = await loadLaw()
  const local = book.packs.filter((p) => p.territory !== '*')
  const platform = book.packs.filter((p) => p.territory === '*')
  const own = new Set(platform.flatMap((p) => [...p.terms.values()].map((t) => t.text)))
  const concepts = [...new Set(local.flatMap((p) => [...p.terms.keys()]))]
  const wordsOf = (concept: string, packs: typeof book.packs): readonly string[] => [
    ...new Set(packs.flatMap((p) => p.terms.get(concept)?.text ?? [])),
  ]
  // Classes are terms of art whoever says them; of the rest, what regimes call differently and the platform calls otherwise.
  const classes = concepts.filter((c) => /^(share|open)Attribute\./.test(c)).flatMap((c) => wordsOf(c, book.packs))
  const differing = concepts.map((c) => wordsOf(c, local)).filter((words) => words.length > 1)
  const words = [...classes, ...differing.flat().filter((word) => !own.has(word))]
  expect(words).toEqual(
    expect.arrayContaining(['受限共享', '有条件共享', '不予共享', '非共享类', '禁止开放类', '采集单位']),
  )

  const prefixes = book.packs.map((p) => p.prefix).join('|')
  const patterns = [
    new RegExp(`(?<![A-Za-z])(${prefixes})-\\d{2}[a-z]?(-\\d{1,2}){0,2}(?![A-Za-z0-9-])`, 'g'),
    /第[一二三四五六七八九十百零〇\d]+条/g,
    new RegExp(local.map((p) => p.id).join('|'), 'g'),
    new RegExp(local.map((p) => p.source).join('|'), 'g'),
    new RegExp([...new Set(words)].join('|'), 'g'),
  ]
  find = (text) => patterns.flatMap((pattern) => text.match(pattern) ?? [])

  const trees = await Promise.all(['packages', 'apps'].map((top) => sourcesOf(`${root}${top}`)))
  files = trees.flat().toSorted()
})

async function sourcesOf(folder: string): Promise<readonly string[]> {
  const units = (await readdir(folder, { withFileTypes: true })).filter((e) => e.isDirectory())
  const listed = units.map(async ({ name }) => {
    const entries = await readdir(`${folder}/${name}/src`, { recursive: true, withFileTypes: true })
    return entries
      .filter((e) => e.isFile())
      .map((e) => relative(root, `${e.parentPath}/${e.name}`).replaceAll(sep, '/'))
  })
  return (await Promise.all(listed)).flat().filter(isCode)
}

/** What a program can act on or show, with its line: comments are not among it. */
function findIn(path: string, text: string): readonly Found[] {
  const file = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    false,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const found: Found[] = []
  const visit = (node: ts.Node): void => {
    const said =
      ts.isLiteralExpression(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isTemplateHead(node) ||
      ts.isJsxText(node) ||
      ts.isIdentifier(node)
    if (said) {
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
      for (const word of find(node.text)) found.push({ path, line, word })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const findInFile = async (path: string): Promise<readonly Found[]> =>
  findIn(path, await readFile(`${root}${path}`, 'utf8'))

test('no clause, article, pack or word of a regime stands in code', async () => {
  expect(files.length).toBeGreaterThan(300)
  const examined = files.filter((path) => !demonstrations.some((d) => d.path.test(path)))
  const found = (await Promise.all(examined.map(findInFile))).flat()
  expect(found.map(({ path, line, word }) => `${path}:${line} ${word}`)).toEqual([])
})

test('each exception is still needed', async () => {
  for (const { path, why } of demonstrations) {
    const found = await Promise.all(files.filter((file) => path.test(file)).map(findInFile))
    expect(found.flat(), why).not.toEqual([])
  }
})

test('what is looked for is found, wherever a program can say it, and nowhere else', () => {
  const sample = [
    `const rule = 'WZ-26-2'`,
    'const a = `${x} 受限共享 ${y}非共享类`',
    `if (pack === "ningbo-2020") return /第二十六条/`,
    `const page = <p>依据第12条</p>`,
    `// NB-05-2 in a comment 不予共享`,
    `const fine = 'SM-26 BWZ-26 WZ-2 第条 share.request'`,
  ].join('\n')
  const words = findIn('sample.tsx', sample).map((f) => `${f.line} ${f.word}`)
  expect(words.toSorted()).toEqual([
    '1 WZ-26-2',
    '2 受限共享',
    '2 非共享类',
    '3 ningbo-2020',
    '3 第二十六条',
    '4 第12条',
  ])
})
