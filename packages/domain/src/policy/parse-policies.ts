import type { ClauseId, PackId } from '../shared/index.ts'
import type { PackIssue } from '../regulation/issues.ts'
import type { CedarApi, CedarPolicyJson } from './cedar-api.ts'
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
  const parts = cedar.policySetTextToParts(text)
  if (parts.type === 'failure') {
    const message = parts.errors.map((e) => e.message).join('; ')
    return { policies: [], issues: [{ code: 'PACK_POLICY_MALFORMED', file, line: 1, message }] }
  }
  const policies: PolicySource[] = []
  const issues: PackIssue[] = []
  for (const part of parts.policies) {
    const line = lineOfPart(text, part)
    const parsed = cedar.policyToJson(part)
    if (parsed.type === 'failure') {
      issues.push({ code: 'PACK_POLICY_MALFORMED', file, line, message: parsed.errors.map((e) => e.message).join('; ') })
      continue
    }
    const { annotations } = parsed.json
    const id = annotations?.['id'] ?? ''
    const needed = annotations?.['needed'] ?? ''
    if (!/^[A-Z]{2,4}-\d{2}[a-z]?(-\d{1,2}){0,2}(\/[a-z][a-z0-9-]*)?$/.test(id)) {
      const message = `@id("${id}") is not a clause id such as WZ-27 or WZ-26-2/fields`
      issues.push({ code: 'PACK_POLICY_ID', file, line, message })
    } else if (needed === '') {
      issues.push({ code: 'PACK_POLICY_ID', file, line, message: `${id}: @needed is missing: say what would make the act lawful` })
    } else {
      policies.push({
        id,
        clause: id.split('/')[0] as ClauseId,
        pack,
        effect: parsed.json.effect,
        actions: scopedActions(parsed.json),
        needed,
        neededEn: annotations?.['needed_en'] ?? needed,
        text: part,
        json: { ...parsed.json, action: { op: 'All' } },
      })
    }
  }
  return { policies, issues }
}

function lineOfPart(text: string, part: string): number {
  const at = text.indexOf(part)
  return at < 0 ? 1 : text.slice(0, at).split('\n').length
}

function scopedActions(json: CedarPolicyJson): readonly string[] {
  const { action } = json
  if ('entity' in action) return [action.entity.id]
  if ('entities' in action) return action.entities.map((e) => e.id)
  return []
}
