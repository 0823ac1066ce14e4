import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const read = (path: string): string => readFileSync(`${repository}${path}`, 'utf8')
const checklist = read('docs/security/asvs.md')
const pages = {
  'docs/security/asvs.md': checklist,
  'docs/security/threat-model.md': read('docs/security/threat-model.md'),
}

test('every file that a page on security names is there', () => {
  for (const [page, text] of Object.entries(pages)) {
    const named = [...text.matchAll(/`([\w.@-]+(?:\/[\w.@-]+)*\.(?:ts|md|csv|cjs|json)|\.ci\/run)`/g)].map(
      ([, path]) => path!,
    )
    const linked = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => `docs/security/${path!}`)
    expect(named.length, page).toBeGreaterThan(10)
    for (const path of [...named, ...linked]) expect(existsSync(`${repository}${path}`), `${page}: ${path}`).toBe(true)
  }
})

test('every test that the checklist names is a test of that file', () => {
  const named = [...checklist.matchAll(/`([^`]+\.test\.ts)` «([^»]+)»/g)]
  expect(named.length).toBeGreaterThan(60)
  for (const [, path, title] of named) {
    const titles = [...read(path!).matchAll(/\btest(?:\.each\([^)]*\))?\(\s*(['"`])((?:(?!\1).)*)\1/g)].map(
      ([, , text]) => text!,
    )
    expect(
      titles.some((text) => text.includes(title!)),
      `${path!} has a test «${title!}»`,
    ).toBe(true)
  }
})

test('every line of the checklist has an item of its own, a standing and a reason, and the counts are those of the lines', () => {
  const lines = [...checklist.matchAll(/^\| (\d+\.\d+\.\d+(?:–\d+\.\d+\.\d+)?) \| ([^|]+) \| ([^|]+) \| (.+) \|$/gm)]
  const items = lines.map(([, item]) => item!)
  expect(new Set(items).size).toBe(items.length)
  for (const chapter of Array.from({ length: 14 }, (_, i) => String(i + 1)))
    expect(
      items.some((item) => item.startsWith(`${chapter}.`)),
      `chapter ${chapter}`,
    ).toBe(true)
  for (const standing of ['met', 'partly', '**shortfall**', 'operator', 'n.a.']) {
    const count = lines.filter(([, , , stands]) => stands === standing).length
    expect(checklist).toContain(
      `| ${standing} | ${/^\| \S+ \| ([^|]+) \|/m.exec(checklist.slice(checklist.indexOf(`| ${standing} |`)))![1]!} | ${String(count)} |`,
    )
  }
  expect(
    lines.every(([, , , stands]) => ['met', 'partly', '**shortfall**', 'operator', 'n.a.'].includes(stands!)),
  ).toBe(true)
})
