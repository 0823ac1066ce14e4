import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import type { PackIssue } from './issues.ts'

/** Where a part of a YAML file stands: keys and positions from the top, e.g. `['states', 'submitted', 'owner']`. */
export type YamlPath = readonly PropertyKey[]

/** The line of a key, 1-based; of the nearest key above it when it does not exist. */
export type LineOf = (path: YamlPath) => number

export type YamlResult<T> =
  | { readonly ok: true; readonly value: T; readonly lineOf: LineOf }
  | { readonly ok: false; readonly issues: readonly PackIssue[] }

/** Parses and validates one YAML file; every issue names the line of the offending key, not only its path. */
export function parseYamlFile<T>(file: string, text: string, schema: z.ZodType<T>): YamlResult<T> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  // A warning (an unknown tag, say) means that the file is not read as its writer meant it.
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0) {
    const issues = faults.map((e): PackIssue => ({
      code: 'PACK_YAML_MALFORMED',
      file,
      line: lines.linePos(e.pos[0]).line,
      message: e.message.split('\n')[0]!,
    }))
    return { ok: false, issues }
  }
  const plain = toPlain(document)
  if (!plain.ok) return { ok: false, issues: [{ code: 'PACK_YAML_MALFORMED', file, line: 1, message: plain.message }] }
  const lineOf = (path: YamlPath): number => lines.linePos(offsetOf(document, path)).line
  const parsed = schema.safeParse(plain.value)
  if (parsed.success) return { ok: true, value: parsed.data, lineOf }
  const issues = parsed.error.issues.flatMap(flatten).map((issue): PackIssue => ({
    code: 'PACK_FIELD_INVALID',
    file,
    line: lineOf(issue.path),
    message: `${issue.path.map(String).join('.') || '(whole file)'}: ${issue.message}`,
  }))
  return { ok: false, issues }
}

/** Aliases are resolved here; one that is undefined or multiplies itself without end is refused. */
function toPlain(document: Document): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: document.toJS() }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

interface Fault {
  readonly path: YamlPath
  readonly message: string
}

/** Brings an issue to the key it is about: an unknown key to itself, a choice of shapes to the shape that fits best. */
function flatten(issue: z.core.$ZodIssue): readonly Fault[] {
  const under = (faults: readonly Fault[]): readonly Fault[] =>
    faults.map((f) => ({ ...f, path: [...issue.path, ...f.path] }))
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'this key is not known here' }))
    case 'invalid_key':
      return under(issue.issues.map((inner) => ({ path: [], message: inner.message })))
    case 'invalid_union': {
      const shapes = issue.errors.map((errors) => errors.flatMap(flatten)).filter((faults) => faults.length > 0)
      const [best] = shapes.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)
      return best === undefined ? [issue] : under(best)
    }
    default:
      return [issue]
  }
}

/** How far a shape was followed before it failed: the deepest attempt is the one that was meant. */
function depth(faults: readonly Fault[]): number {
  return Math.max(...faults.map((f) => f.path.length))
}

function offsetOf(document: Document, path: YamlPath): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && keyOf(item.key) === String(step))
      if (pair === undefined) return offset
      offset = startOf(pair.key) ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      offset = startOf(node) ?? offset
    } else return offset
  }
  return offset
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key)
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0]
}
