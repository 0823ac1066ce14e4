import type { PackIssue, PackLoad } from '@fadu/domain'
import { checkRuleSet } from '@fadu/privacy'

/** A pack whose grading rules can be graded by; otherwise what is wrong with them, each fault with its line. */
export function withSoundGrading(load: PackLoad): PackLoad {
  if (!load.ok || load.pack.grading === undefined) return load
  const { grading, locate } = load.pack
  const check = checkRuleSet(grading.ruleSet)
  if (check.ok) return load
  const issues = check.faults.map(({ path, message }): PackIssue => {
    const place = path.length === 0 ? '' : `${path.join('.')}: `
    return { code: 'PACK_FIELD_INVALID', ...locate('grading', path), message: `${place}${message}` }
  })
  return { ok: false, issues }
}
