export interface CommandQuestion {
  readonly dataset: string
  readonly application: string
  readonly purpose: string
  readonly matter: string
  readonly item: string
  readonly value: string
  /** Empty for every granted item. */
  readonly fields: readonly string[]
  readonly signed: boolean
}

/** The same call by the command line, for a key that a browser cannot sign with and for whoever writes the program. */
export function lookupCommand(origin: string, question: CommandQuestion): string {
  const { dataset, application, purpose, matter, item, value, fields, signed } = question
  const parts = [
    `fadu gw lookup ${dataset}`,
    `--url ${origin}`,
    `--application ${application}`,
    '--key-file private-key.jwk',
    `--purpose ${quoted(purpose)}`,
    `--matter ${quoted(matter)}`,
    `--item ${item}`,
    `--value ${quoted(value)}`,
    ...fields.map((field) => `--field ${field}`),
    ...(signed ? ['--sign'] : []),
  ]
  return parts.join(' \\\n  ')
}

/** One argument to a POSIX shell, whatever it holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
