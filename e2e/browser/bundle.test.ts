import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'

const dist = fileURLToPath(new URL('../../apps/web/dist/', import.meta.url))

/** What a browser gets before the form to sign in is shown, bytes of gzip. */
const mostDoorBytes = 150_000
/** What it gets before any page of the workbench is shown; what the office network carries in a second or two. */
const mostInitialBytes = 350_000
/** What one page may add to it. What is larger is loaded when it is seen. */
const mostPageBytes = 120_000

/** A chunk of the build, by vite's manifest. */
interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}

let manifest: Readonly<Record<string, Chunk>>
const bytesOfFile = new Map<string, number>()

beforeAll(async () => {
  manifest = JSON.parse(await readFile(`${dist}.vite/manifest.json`, 'utf8')) as typeof manifest
  for (const { file } of Object.values(manifest)) {
    if (file.endsWith('.js')) bytesOfFile.set(file, gzipSync(await readFile(dist + file)).length)
  }
})

/** Files of a chunk and of all that it imports at once. */
function filesOf(name: string, files = new Set<string>()): ReadonlySet<string> {
  const { file, imports = [] } = manifest[name]!
  if (files.has(file)) return files
  files.add(file)
  for (const imported of imports) filesOf(imported, files)
  return files
}

const bytesOf = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + (bytesOfFile.get(file) ?? 0), 0)
const entry = (): string => Object.keys(manifest).find((name) => manifest[name]!.isEntry === true)!
/** All that stands before a page of the workbench: what every browser gets first, and the frame with the components. */
const initialFiles = (): ReadonlySet<string> => new Set([...filesOf(entry()), ...filesOf('src/app/workbench.tsx')])
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

test('what is loaded before the first page is small', () => {
  const door = bytesOf(filesOf(entry()))
  const initial = bytesOf(initialFiles())
  console.log(`before the form to sign in: ${kilobytes(door)}, before the first page behind it: ${kilobytes(initial)}`)
  expect(door).toBeLessThan(mostDoorBytes)
  expect(initial).toBeLessThan(mostInitialBytes)
})

test('each page comes when it is opened, and adds little', () => {
  const initial = initialFiles()
  const pages = Object.keys(manifest).filter((name) => name.startsWith('src/features/') && name.endsWith('-page.tsx'))
  expect(pages.length).toBeGreaterThan(20)
  const added = new Map(pages.map((page) => [page, bytesOf([...filesOf(page)].filter((file) => !initial.has(file)))]))
  for (const [page, bytes] of [...added].sort(([, a], [, b]) => b - a)) console.log(`${kilobytes(bytes)}  ${page}`)
  for (const [page, bytes] of added) {
    expect(initial.has(manifest[page]!.file), `${page} is loaded before it is opened`).toBe(false)
    expect(bytes, page).toBeLessThan(mostPageBytes)
  }
})

test('words of the second language come when somebody chooses it', () => {
  expect(manifest['src/text/en.ts']).toMatchObject({ isDynamicEntry: true })
})
