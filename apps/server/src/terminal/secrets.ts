import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { readFile } from 'node:fs/promises'

/** What is asked for at the terminal and must not stand in the arguments, which every process can see. */
export interface Secrets {
  /** The next line that is typed; what is typed is not shown. */
  ask(what: string): Promise<string>
  /** From a file, or asked for. */
  passphrase(file: string | undefined, what?: string): Promise<string>
  close(): void
}

/** Reads the standard input line by line, once something is asked for. */
export function createSecrets(): Secrets {
  let terminal: ReturnType<typeof createInterface> | undefined
  let lines: AsyncIterator<string> | undefined
  const ask = async (what: string): Promise<string> => {
    process.stderr.write(`${what}: `)
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
    terminal ??= createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY })
    lines ??= terminal[Symbol.asyncIterator]()
    const next = await lines.next()
    process.stderr.write('\n')
    return next.done === true ? '' : next.value
  }
  return {
    ask,
    passphrase: async (file, what = '口令 passphrase') =>
      file === undefined ? ask(what) : (await readFile(file, 'utf8')).replace(/\r?\n$/, ''),
    close: () => terminal?.close(),
  }
}
