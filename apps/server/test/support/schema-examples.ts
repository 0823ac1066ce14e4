import fc from 'fast-check'
import type { ApiDocument } from './api-document.ts'
import type { JsonSchema } from './schema-arbitraries.ts'

/**
 * The smallest value that a schema allows, always the same.
 *
 * @param name - What the value is called where it stands.
 * @param values - Texts for properties of these names, where the schema allows them; properties that may be left out are, unless they are named here.
 */
export function exampleOf(
  document: ApiDocument,
  schema: JsonSchema,
  name: string,
  values: Readonly<Record<string, string>>,
): unknown {
  const of = (inner: JsonSchema, called: string): unknown => exampleOf(document, inner, called, values)
  if (schema.$ref !== undefined) return of(document.components.schemas[schema.$ref.split('/').at(-1)!]!, name)
  if ('const' in schema) return schema.const
  const given = values[name]
  if (schema.enum !== undefined) return schema.enum.includes(given) ? given : schema.enum[0]
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice !== undefined) return of(choice, name)
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => of(part, name))) as unknown
  switch (schema.type) {
    case 'object': {
      const required = new Set(schema.required)
      const kept = Object.entries(schema.properties ?? {}).filter(
        ([key]) => required.has(key) || (key !== 'id' && key !== 'type' && Object.hasOwn(values, key)),
      )
      return Object.fromEntries(kept.map(([key, part]) => [key, of(part, key)]))
    }
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => of(schema.items ?? {}, name))
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, schema.exclusiveMinimum ?? 1, 1)
    case 'boolean':
      return true
    case 'null':
      return null
    case 'string':
      return textOf(schema, given)
    default:
      return given ?? '某'
  }
}

function textOf({ pattern, format, minLength = 1 }: JsonSchema, given: string | undefined): string {
  const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u')
  if (given !== undefined && (expression?.test(given) ?? true)) return given
  if (format === 'date') return '2026-01-05'
  if (format === 'date-time') return '2026-01-05T02:00:00+08:00'
  if (format === 'uuid') return '01990000-0000-7000-8000-000000000009'
  const plain = '某'.repeat(Math.max(1, minLength))
  if (expression === undefined || expression.test(plain)) return plain
  return fc.sample(fc.stringMatching(expression), { seed: 1, numRuns: 1 })[0]!
}
