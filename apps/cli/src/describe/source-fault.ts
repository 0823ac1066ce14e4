/** The database did not answer as asked. Holds its kind and what the driver calls the fault; never the address, which can hold a password. */
export class SourceFault extends Error {
  readonly kind: 'PostgreSQL' | 'MySQL'
  readonly fault: string

  constructor(kind: 'PostgreSQL' | 'MySQL', error: unknown) {
    super('source')
    this.name = 'SourceFault'
    this.kind = kind
    const { code } = (error ?? {}) as { code?: unknown }
    this.fault = typeof code === 'string' ? code : 'unknown'
  }
}

/** Which tables are described. */
export interface TableChoice {
  readonly schema?: string
  readonly table?: string
}
