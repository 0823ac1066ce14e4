import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { ExportUnavailable, type ApplicationClient, type ExportWish } from '@fadu/sdk'
import { applicationClient, type ApplicationOptions } from '../people.ts'
import { conditionArgument } from '../usage.ts'
import { printJson, type Output } from './output.ts'

export interface ExportOptions extends ApplicationOptions {
  readonly purpose: string
  readonly matter: string
  readonly out: string
  readonly format: ExportWish['format']
  readonly field?: readonly string[]
  readonly where?: readonly string[]
  readonly json?: boolean
}

/** What a file that is not whole yet belongs to; kept beside it until it is. */
interface Unfinished {
  readonly dataset: string
  readonly export: string
  readonly tag?: string
}

/**
 * `fadu gw export`: asks for a file, waits, fetches and checks it, and keeps its signed manifest beside it. Broken off, it goes
 * on with the same export when it is run again.
 */
export async function gatewayExport(dataset: string, options: ExportOptions, output: Output): Promise<number> {
  const application = await applicationClient(options)
  const part = `${options.out}.part`
  const note = `${options.out}.part.json`
  const unfinished = await readUnfinished(note, dataset)
  const id = unfinished?.export ?? (await application.requestExport(dataset, wishOf(options)))
  if (unfinished === undefined) {
    await rm(part, { force: true })
    await writeFile(note, JSON.stringify({ dataset, export: id } satisfies Unfinished))
  }
  let told = -1
  try {
    await application.exportReady(dataset, id, {
      onProgress: ({ rows }) => {
        const percent = rows.total === 0 ? 0 : Math.floor((rows.done / rows.total) * 10) * 10
        if (percent !== told) output.err(`已写 written ${rows.done} / ${rows.total} 行 rows`)
        told = percent
      },
    })
    const fetched = await fetchPart(application, { dataset, export: id, ...tagOf(unfinished) }, part, note)
    const sha256 = await digestOf(part)
    if (fetched.sha256 !== '' && sha256.toString('base64') !== fetched.sha256) {
      await Promise.all([part, note].map((path) => rm(path, { force: true })))
      output.err(
        '文件与平台的摘要不符，已删除；请重新运行 / the file is not what the platform sent and was removed; run again',
      )
      return 1
    }
    const { manifest, note: signed } = await application.exportManifest(dataset, id)
    await writeFile(`${options.out}.manifest.json`, manifest)
    await writeFile(`${options.out}.manifest.note`, signed)
    await rename(part, options.out)
    await rm(note, { force: true })
    const { file } = JSON.parse(manifest) as { file: { rows: number; bytes: number; sha256: string } }
    if (options.json === true) printJson(output, { export: id, out: options.out, receipt: fetched.receipt, ...file })
    else {
      output.out(`${options.out}：${file.rows} 行 rows，${file.bytes} 字节 bytes；SHA-256 ${file.sha256}`)
      output.out(`清单 manifest ${options.out}.manifest.json；凭证 receipt ${fetched.receipt}`)
    }
    return 0
  } catch (error) {
    // There is nothing to go on with: the next run asks for another.
    if (error instanceof ExportUnavailable) await Promise.all([part, note].map((path) => rm(path, { force: true })))
    throw error
  }
}

function wishOf({ purpose, matter, format, field, where }: ExportOptions): ExportWish {
  return {
    purpose,
    matter,
    format,
    ...(field === undefined ? {} : { fields: field }),
    ...(where === undefined ? {} : { where: where.map(conditionArgument) }),
  }
}

async function fetchPart(
  application: ApplicationClient,
  unfinished: Unfinished,
  part: string,
  note: string,
): Promise<{ readonly sha256: string; readonly receipt: string }> {
  const from = unfinished.tag === undefined ? 0 : await sizeOf(part)
  let facts = { sha256: '', receipt: '' }
  const handle = await open(part, from === 0 ? 'w' : 'a', 0o600)
  try {
    const bytes = application.downloadExport(unfinished.dataset, unfinished.export, {
      from,
      ...tagOf(unfinished),
      onAnswer: ({ tag, ...given }) => {
        facts = given
        void writeFile(note, JSON.stringify({ ...unfinished, tag }))
      },
    })
    for await (const chunk of bytes) await handle.write(chunk)
    await handle.datasync()
  } finally {
    await handle.close()
  }
  return facts
}

function tagOf(unfinished: Unfinished | undefined): { tag?: string } {
  return unfinished?.tag === undefined ? {} : { tag: unfinished.tag }
}

async function readUnfinished(note: string, dataset: string): Promise<Unfinished | undefined> {
  const text = await readFile(note, 'utf8').catch(absent)
  if (text === undefined) return undefined
  const known = JSON.parse(text) as Unfinished
  return known.dataset === dataset ? known : undefined
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(absent))?.size ?? 0
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}

async function digestOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest()
}
