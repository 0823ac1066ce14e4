// The fault suite from the command line: `npm run faults` (in full), `-- --short` (as CI runs it), `-- --seed N` (again as it was),
// `-- --write` (keeps the result in docs/reliability.md when nothing was lost, doubled, unrecorded or missed).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeResults } from './write-results.mjs'

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const config = fileURLToPath(new URL('./vitest.config.ts', import.meta.url))
const env = { ...process.env, FADU_FAULTS: values.short ? 'short' : 'full', FADU_FAULTS_SEED: values.seed }
const run = spawn(process.execPath, [vitest, 'run', '--config', config], { env, stdio: 'inherit' })
const [code] = await once(run, 'exit')
if (code === 0 && values.write) await writeResults()
process.exitCode = code ?? 1
