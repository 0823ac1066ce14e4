import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDemoAccounts } from '../demo-accounts.ts'
import { printStep, whoIs } from '../demo/print-step.ts'
import { demoSteps, runWalk } from '../demo/run-walk.ts'
import { answers, freePort, startServerChild } from '../demo/server-child.ts'
import { WalkBroken, type StepReport, type WalkState, type WalkStep } from '../demo/step.ts'
import { printJson, type Output } from './output.ts'

export interface DemoOptions {
  readonly url?: string
  readonly data: string
  readonly journal?: string
  readonly json?: boolean
}

const usualUrl = 'http://localhost:8080'
/** How long the walk waits for a server that stopped answering. */
const patienceMs = 60_000

/** `fadu demo`: the main job over HTTP, against a running server or against one that it starts and ends itself. */
export async function demo(options: DemoOptions, output: Output): Promise<number> {
  if (options.url !== undefined || (await answers(usualUrl, '/healthz'))) {
    return walkOn(options.url ?? usualUrl, options.data, options, output)
  }
  const folder = await mkdtemp(join(tmpdir(), 'fadu-demo-'))
  say(options, output, '没有运行中的服务器，启动一个临时的，约半分钟 / no server answers; starting one for this walk …')
  try {
    const server = await startServerChild({ dataFolder: folder, port: await freePort(), env: { FADU_SEED: 'demo' } })
    const interrupted = (): void =>
      void server
        .stop()
        .then(() => rm(folder, { recursive: true, force: true }))
        .then(() => process.exit(130))
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
    try {
      return await walkOn(server.url, folder, options, output)
    } finally {
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
      await server.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function walkOn(url: string, data: string, options: DemoOptions, output: Output): Promise<number> {
  const accounts = await readDemoAccounts(data)
  const state = await readJournal(options.journal)
  const shown: { readonly step: WalkStep; readonly report: StepReport }[] = []
  const before = state?.done.length ?? 0
  const began = performance.now()
  say(options, output, `${url}${before > 0 ? `，从第 ${before + 1} 步接着走 / resuming` : ''}\n`)
  let at: WalkStep | undefined
  try {
    const end = await runWalk({
      url,
      accounts,
      ...(state === undefined ? {} : { state }),
      onStep: (step) => void (at = step),
      onUnreachable: () => comesBack(url),
      onReport: async (step, report, next) => {
        shown.push({ step, report })
        say(options, output, `${printStep(before + shown.length, step, report, accounts)}\n`)
        if (options.journal !== undefined) await writeJournal(options.journal, next)
      },
    })
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    if (options.json === true) printJson(output, documentOf({ ok: true, url, end, shown, accounts }))
    else
      output.out(
        `完成 done：${end.done.length}/${demoSteps.length} 步全部符合预期 / every step as expected，${seconds} s，run ${end.runId}`,
      )
    return 0
  } catch (error) {
    if (!(error instanceof WalkBroken)) throw error
    const fault = { step: at?.name ?? '', expected: error.expected, found: error.found }
    if (options.json === true) printJson(output, { ok: false, url, fault })
    else
      output.err(
        `不符合预期 not as expected：${at?.name ?? ''} ${at?.zh ?? ''}\n  预期 expected ${error.expected}\n  实际 found ${error.found}`,
      )
    return 1
  }
}

function documentOf(p: {
  readonly ok: boolean
  readonly url: string
  readonly end: WalkState
  readonly shown: readonly { readonly step: WalkStep; readonly report: StepReport }[]
  readonly accounts: Parameters<typeof whoIs>[1]
}): unknown {
  const steps = p.shown.map(({ step, report }) => {
    const { keep: _, ...rest } = report
    return { name: step.name, who: whoIs(step.who, p.accounts), zh: step.zh, en: step.en, ...rest }
  })
  return { ok: p.ok, url: p.url, run: p.end.runId, steps }
}

async function comesBack(url: string): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    if (await answers(url, '/readyz')) return true
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return false
}

async function readJournal(file: string | undefined): Promise<WalkState | undefined> {
  if (file === undefined) return undefined
  try {
    return JSON.parse(await readFile(file, 'utf8')) as WalkState
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** A finished walk leaves no journal to resume: the next run is a new one. */
async function writeJournal(file: string, state: WalkState): Promise<void> {
  if (state.done.length === demoSteps.length) return rm(file, { force: true })
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

function say(options: DemoOptions, output: Output, line: string): void {
  if (options.json !== true) output.out(line)
}
