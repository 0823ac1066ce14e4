/** Where a command writes. Text for people and, with --json, one JSON document; nothing secret in either. */
export interface Output {
  out(line: string): void
  err(line: string): void
  /** Resolves when the reader has taken what was written, for commands that write without end; at once when left out. */
  drained?(): Promise<void>
}

/** What a command reads where it is told to: the standard input. */
export type Input = AsyncIterable<Uint8Array | string>

export function printJson(output: Output, value: unknown): void {
  output.out(JSON.stringify(value, null, 2))
}
