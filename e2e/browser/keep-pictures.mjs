// Pictures of docs/manual are what the browser stories saw: `npm run manual` runs the stories and keeps the pictures that the
// manual names; with `--check` it only says whether each of them is kept and was seen by the stories that ran last.
import { Buffer } from 'node:buffer'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'

const manual = fileURLToPath(new URL('../../docs/manual/', import.meta.url))
const pictures = `${manual}pictures/`
const screenshots = fileURLToPath(new URL('./screenshots/', import.meta.url))
const tallest = 1200
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

const wanted = await namesInManual()
const seen = new Set(namesOf(await readdir(screenshots), '.png'))
const unseen = [...wanted].filter((name) => !seen.has(name))
if (unseen.length > 0) fail(`no browser story took: ${unseen.join(', ')}`)
if (values.check) {
  const kept = new Set(namesOf(await readdir(pictures), '.webp'))
  const lacking = [...wanted].filter((name) => !kept.has(name))
  const spare = [...kept].filter((name) => !wanted.has(name))
  if (lacking.length > 0) fail(`not kept, run «npm run manual»: ${lacking.join(', ')}`)
  if (spare.length > 0) fail(`no page of the manual shows: ${spare.join(', ')}`)
  console.log(`${wanted.size} pictures of the manual are kept and were seen by the stories`)
} else await keep()

async function namesInManual() {
  const pages = (await readdir(manual)).filter((file) => file.endsWith('.md'))
  const texts = await Promise.all(pages.map((page) => readFile(manual + page, 'utf8')))
  return new Set(texts.flatMap((text) => [...text.matchAll(/\]\(pictures\/([\w-]+)\.webp\)/g)].map(([, name]) => name)))
}

function namesOf(files, extension) {
  return files.filter((file) => file.endsWith(extension)).map((file) => file.slice(0, -extension.length))
}

/** Written anew as a whole, so that nothing stays that no page shows. */
async function keep() {
  await rm(pictures, { recursive: true, force: true })
  await mkdir(pictures, { recursive: true })
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  const page = await browser.newPage()
  for (const name of wanted) {
    const png = await readFile(`${screenshots}${name}.png`)
    await writeFile(`${pictures}${name}.webp`, await asWebp(page, png))
  }
  await browser.close()
  console.log(`${wanted.size} pictures kept`)
}

/** The upper part of a picture, in a tenth of its bytes. */
async function asWebp(page, png) {
  // Runs in the page.
  const draw = async ([source, most]) => {
    const { document, Image } = globalThis
    const image = new Image()
    image.src = source
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = Math.min(image.height, most)
    canvas.getContext('2d').drawImage(image, 0, 0)
    return canvas.toDataURL('image/webp', 0.8)
  }
  const url = await page.evaluate(draw, [`data:image/png;base64,${png.toString('base64')}`, tallest])
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
