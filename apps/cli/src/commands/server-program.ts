import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Output } from './output.ts'

/** Programs beside the server that know its database and its keys; the command line hands words to and fro. */
export type ServerProgram = 'backup-program' | 'key-program'

/** Options as they are typed; a flag is true, what may be given several times is a list. */
export type ProgramOptions = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

/** A command that the built server program does in a process of its own. @returns 0 done, 1 not done. */
export async function serverProgram(
  program: ServerProgram,
  words: readonly string[],
  options: ProgramOptions,
  output: Output,
): Promise<number> {
  const flags = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === false) return []
    const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    return value === true ? [flag] : [value].flat().map((one) => `${flag}=${String(one)}`)
  })
  const file = fileURLToPath(new URL(`../../../server/dist/${program}.js`, import.meta.url))
  const [command = '', ...paths] = words
  const child = spawn(process.execPath, [file, command, ...flags, '--', ...paths], {
    stdio: ['inherit', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  createInterface({ input: child.stdout }).on('line', (line) => output.out(line))
  // A prompt ends with no line: it is shown as it comes.
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (text.endsWith(': ')) process.stderr.write(text)
    else output.err(text.trimEnd())
  })
  const [code] = (await ended) as [number | null]
  return code === 0 ? 0 : 1
}
