import { readFileSync } from 'node:fs'
import type { JsonSchema } from './schema-arbitraries.ts'

/** One address and method of the committed API document. */
export interface Operation {
  readonly method: string
  readonly path: string
  /** Policy action of the route. */
  readonly action: string
  readonly parameters: readonly { in: string; name: string; required?: boolean; schema: JsonSchema }[]
  readonly body?: JsonSchema
}

export interface ApiDocument {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly 'x-fadu-action': string
            readonly parameters?: Operation['parameters']
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }
          }
        >
      >
    >
  >
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> }
}

export const apiDocument = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
) as ApiDocument

export function operationsOf({ paths }: ApiDocument): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, 'x-fadu-action': action }]): Operation => {
      const body = requestBody?.content['application/json']?.schema
      return { method: method.toUpperCase(), path, action, parameters, ...(body === undefined ? {} : { body }) }
    }),
  )
}
