import type { Input } from '../commands/output.ts'
import { main } from '../main.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command line in this process and keeps what it writes. */
export async function fadu(...args: string[]): Promise<Ran> {
  return faduReading([], ...args)
}

/** The same with something on its standard input. */
export async function faduReading(stdin: Input | readonly string[], ...args: string[]): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const output = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) }
  const code = await main(['node', 'fadu', ...args], output, Symbol.asyncIterator in stdin ? stdin : chunks(stdin))
  return { code, out: out.join('\n'), err: err.join('\n') }
}

async function* chunks(texts: readonly string[]): AsyncGenerator<string> {
  yield* texts
}
