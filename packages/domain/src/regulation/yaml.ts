import { LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import type { PackIssue } from './issues.ts'

export type YamlResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly PackIssue[] }

/** Parses and validates one YAML file; every issue names the line of the offending key, not only its path. */
export function parseYamlFile<T>(file: string, text: string, schema: z.ZodType<T>): YamlResult<T> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  if (document.errors.length > 0) {
    const issues = document.errors.map((e): PackIssue => ({
      code: 'PACK_YAML_MALFORMED',
      file,
      line: lines.linePos(e.pos[0]).line,
      message: e.message.split('\n')[0]!,
    }))
    return { ok: false, issues }
  }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { ok: true, value: parsed.data }
  const issues = parsed.error.issues.map((issue): PackIssue => ({
    code: 'PACK_FIELD_INVALID',
    file,
    line: lineOf(document, issue.path, lines),
    message: `${issue.path.map(String).join('.') || '(whole file)'}: ${issue.message}`,
  }))
  return { ok: false, issues }
}

/** The line of the deepest part of the path that exists; a missing key is reported at its parent. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true) as Node | undefined
    const start = node?.range?.[0]
    if (start !== undefined) return lines.linePos(start).line
  }
  return 1
}
