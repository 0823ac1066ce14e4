/** Where a command writes. Text for people and, with --json, one JSON document; nothing secret in either. */
export interface Output {
  out(line: string): void
  err(line: string): void
}

export function printJson(output: Output, value: unknown): void {
  output.out(JSON.stringify(value, null, 2))
}
