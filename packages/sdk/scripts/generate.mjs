// Writes the types of the client from the committed API document; with --check it only compares and fails on a difference.
import { readFile, writeFile, mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const source = new URL('../../../apps/server/openapi.json', import.meta.url)
const target = new URL('../src/generated/api.ts', import.meta.url)

const document = JSON.parse(await readFile(source, 'utf8'))
const types = astToString(await openapiTS(document))
const text = `// Generated from apps/server/openapi.json by packages/sdk/scripts/generate.mjs; regenerate, do not edit.\n${types}`

if (process.argv.includes('--check')) {
  const present = await readFile(target, 'utf8').catch(() => '')
  if (present !== text) {
    console.error(`${fileURLToPath(target)} does not fit the API document; run: npm run generate -w @fadu/sdk`)
    process.exit(1)
  }
  console.log('types of the SDK fit the API document')
} else {
  await mkdir(new URL('.', target), { recursive: true })
  await writeFile(target, text)
  console.log(`wrote ${fileURLToPath(target)}`)
}
