import type { Dataset } from '../../platform/release/dataset-store.ts'

/** The structure of the values of a dataset as JSON Schema 2020-12. Numbers and days are texts: they keep the digits received. */
export function schemaOf({ code, layout }: Dataset): unknown {
  const properties = Object.fromEntries(
    layout.map((c) => {
      const base = c.type === 'boolean' ? 'boolean' : 'string'
      return [
        c.code,
        {
          title: c.name,
          type: c.nullable ? [base, 'null'] : base,
          ...(c.maxLength === null || c.type !== 'text' ? {} : { maxLength: c.maxLength }),
          ...(c.type === 'date' ? { format: 'date' } : {}),
          ...(c.type === 'integer' ? { pattern: '^[+-]?\\d+$' } : {}),
          ...(c.type === 'decimal' ? { pattern: '^[+-]?\\d+(\\.\\d+)?$' } : {}),
          'x-identifier': c.identifier,
          'x-grade': c.grade,
        },
      ]
    }),
  )
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: code,
    type: 'object',
    properties,
    required: layout.map((c) => c.code),
    additionalProperties: false,
  }
}
