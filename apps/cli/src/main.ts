import { once } from 'node:events'
import { readFileSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CommanderError, type Command } from 'commander'
import type { Input, Output } from './commands/output.ts'
import { describeFault } from './faults.ts'
import { commandOf, createProgram, exitCodes } from './program.ts'
import { UsageError } from './usage.ts'

const terminal: Output = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  drained: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
  },
}

/** Runs one command. @returns Exit code: 0 as asked, 1 failed, 2 wrong arguments, 3 an act that is not permitted. */
export async function main(
  argv: readonly string[],
  output: Output = terminal,
  input: Input = process.stdin,
): Promise<number> {
  let code: number = exitCodes.done
  const args = argv.slice(2)
  // A reader that has seen enough, such as `head`, closes the pipe; that is no fault of ours.
  if (output === terminal)
    process.stdout.on('error', (e: NodeJS.ErrnoException) => process.exit(e.code === 'EPIPE' ? 0 : 1))
  const program = createProgram({ version: versionOf(), output, input, onDone: (done) => (code = done) })
  try {
    if (args.length === 0) program.outputHelp()
    else await program.parseAsync([...argv])
    return code
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done
    if (error instanceof CommanderError || error instanceof UsageError) {
      const command = commandOf(program, args)
      output.err(`参数有误 wrong arguments: ${messageOf(error, command)}`)
      output.err(`用法 usage: ${command.createHelp().commandUsage(command)}`)
      return exitCodes.usage
    }
    for (const line of describeFault(error)) output.err(line)
    if (process.env['FADU_DEBUG'] === '1' && error instanceof Error) output.err(error.stack ?? '')
    return exitCodes.failed
  }
}

function messageOf(error: Error, command: Command): string {
  const names = command.commands.map((c) => c.name()).join(', ')
  const isBare = error instanceof CommanderError && error.code === 'commander.help'
  return isBare ? `缺少子命令 / a subcommand is needed: ${names}` : error.message.replace(/^error: /, '')
}

function versionOf(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

const started = process.argv[1]
if (started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv)
}
