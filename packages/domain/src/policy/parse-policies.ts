import type { ClauseId, PackId } from '../shared/index.ts'
import type { PackIssue } from '../regulation/issues.ts'
import type { CedarApi, CedarFault, CedarPolicyJson } from './cedar-api.ts'
import type { PolicySource } from './policy-source.ts'

/**
 * Takes one `rules/*.cedar` file apart into single policies. Each must carry `@id` (a clause id, `/suffix` allowed) and
 * `@needed` (what would make the act lawful), because a refusal that teaches cannot be written without them.
 */
export function parsePolicies(
  cedar: CedarApi,
  file: string,
  text: string,
  pack: PackId,
): { readonly policies: readonly PolicySource[]; readonly issues: readonly PackIssue[] } {
  const issues: PackIssue[] = []
  const report = (code: PackIssue['code'], line: number, message: string): void => {
    issues.push({ code, file, line, message })
  }
  const parts = cedar.policySetTextToParts(text)
  if (parts.type === 'failure') {
    for (const fault of parts.errors) report('PACK_POLICY_MALFORMED', lineOfFault(text, fault), describeFault(fault))
    return { policies: [], issues }
  }
  // A template decides nothing until somebody fills it; nobody does, so a prohibition written as one would be lost.
  for (const template of parts.policy_templates) {
    report(
      'PACK_POLICY_MALFORMED',
      lineOfPart(text, template, 0).line,
      'a template (?principal, ?resource) decides nothing; write a policy',
    )
  }
  const policies: PolicySource[] = []
  let from = 0
  for (const part of parts.policies) {
    const { line, end } = lineOfPart(text, part, from)
    from = end
    const parsed = cedar.policyToJson(part)
    if (parsed.type === 'failure') {
      for (const fault of parsed.errors) report('PACK_POLICY_MALFORMED', line, describeFault(fault))
      continue
    }
    const fault = annotationFault(parsed.json)
    if (fault !== undefined) report('PACK_POLICY_ID', line, fault)
    else policies.push(toSource(parsed.json, { pack, file, line, text: part }))
  }
  return { policies, issues }
}

function annotationFault({ annotations }: CedarPolicyJson): string | undefined {
  const id = annotations?.['id'] ?? ''
  if (!/^[A-Z]{2,4}-(?:\d{2}|[1-9]\d{2})[a-z]?(-\d{1,2}){0,2}(\/[a-z][a-z0-9-]*)?$/.test(id)) {
    return `@id("${id}") is not a clause id such as AB-27 or AB-26-2/fields`
  }
  return (annotations?.['needed'] ?? '').trim() === ''
    ? `${id}: @needed is missing: say what would make the act lawful`
    : undefined
}

function toSource(json: CedarPolicyJson, at: Pick<PolicySource, 'pack' | 'file' | 'line' | 'text'>): PolicySource {
  const id = json.annotations!['id']!
  const needed = json.annotations!['needed']!
  return {
    ...at,
    id,
    clause: id.split('/')[0] as ClauseId,
    effect: json.effect,
    actions: scopedActions(json),
    needed,
    neededEn: json.annotations!['needed_en'] ?? needed,
  }
}

/** The engine returns the text of a policy as it stands in the file; searched from where the one before it ended. */
function lineOfPart(text: string, part: string, from: number): { readonly line: number; readonly end: number } {
  const at = Math.max(text.indexOf(part, from), 0)
  return { line: text.slice(0, at).split('\n').length, end: at + part.length }
}

/** Line of a fault within the text given to the engine, 1-based; the first when the engine does not say. */
export function lineOfFault(text: string, fault: CedarFault): number {
  const at = fault.sourceLocations?.[0]?.start
  return at === undefined ? 1 : lineOfByte(text, at)
}

/** What the engine says, with what it expected and its suggestion. */
export function describeFault({ message, help, sourceLocations }: CedarFault): string {
  const expected = sourceLocations?.[0]?.label
  return [message.replace(/^for policy `[^`]*`, /, ''), expected, help]
    .filter((part) => part !== undefined && part !== null && part !== '')
    .join('; ')
}

/** The engine counts UTF-8 bytes, a string counts UTF-16 units; Chinese text makes the difference. */
function lineOfByte(text: string, offset: number): number {
  let bytes = 0
  let line = 1
  for (const char of text) {
    if (bytes >= offset) break
    bytes += utf8Length(char.codePointAt(0)!)
    if (char === '\n') line++
  }
  return line
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}

function scopedActions(json: CedarPolicyJson): readonly string[] {
  const { action } = json
  if ('entity' in action) return [action.entity.id]
  if ('entities' in action) return action.entities.map((e) => e.id)
  return []
}
