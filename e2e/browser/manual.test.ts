import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const repository = fileURLToPath(new URL('../../', import.meta.url))
const folder = `${repository}docs/manual/`
const files = (await readdir(folder)).filter((file) => file.endsWith('.md'))
const pages = await Promise.all(files.map(async (file) => [file, await readFile(folder + file, 'utf8')] as const))

/** What stands on the screen: the pages' own words, and those of the law. */
async function screenWords(): Promise<string> {
  const packs = (await readdir(`${repository}packs`, { recursive: true })).filter((file) => file.endsWith('.yaml'))
  const sources = [`${repository}apps/web/src/text/zh-CN.ts`, ...packs.map((file) => `${repository}packs/${file}`)]
  return (await Promise.all(sources.map((file) => readFile(file, 'utf8')))).join('\n')
}

const words = await screenWords()

test.each(pages)('%s calls things on the screen by the words that stand there', (_, text) => {
  const quoted = [...text.matchAll(/「([^」]+)」/g)].flatMap(([, word]) => word!.split('…').map((part) => part.trim()))
  expect(quoted.filter((word) => !words.includes(word))).toEqual([])
})

test.each(pages)('%s leads only to what is there', (_, text) => {
  const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!)
  expect(links.filter((link) => !existsSync(folder + link))).toEqual([])
})
