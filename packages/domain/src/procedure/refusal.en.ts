import type { RefusalText, RefusedField } from './refusal.ts'

function rowOf({ row }: RefusedField): string {
  return row === undefined ? '' : `row ${row}, `
}

export const refusalEn: RefusalText = {
  ACT_FORBIDDEN: () => 'A rule forbids this; nothing was done',
  ACT_NOT_PERMITTED: () => 'No rule permits this; nothing was done',
  KEYS_LOCKED: (r) =>
    `The platform is locked: ${r.handedIn} of ${r.threshold} custodians have handed in their share of the key; nothing is served until then`,
  ACT_RULE_FAULT: (r) => `Rule "${r.rule}" could not be evaluated; a prohibition that cannot be evaluated denies`,
  ACT_NOT_OFFERED: (r) =>
    `The case is in state "${r.state}", which does not offer "${r.action}"; it offers: ${r.offered.join(', ') || 'nothing, it is closed'}`,
  ACT_NOT_PARTY: (r) => `This act belongs to the party "${r.party}" of the case; your organisation is not that party`,
  ACT_ROLE_MISSING: (r) => `This act needs the role "${r.role}"`,
  ACT_ALREADY_USED: (r) => `"${r.action}" can be used once in a case and was used`,
  ACT_FORM_INCOMPLETE: (r) =>
    `The form has faults: ${r.fields.map((f) => `${rowOf(f)}${f.label} (${f.field}): ${f.fault}`).join('; ')}`,
  ACT_BASIS_MISSING: () => 'A refusal must state its basis: the instrument and the provision',
  ACT_BASIS_UNKNOWN: (r) =>
    `"${r.instrument}" is not in the registry of instruments; choose one from it or have the authority enter it`,
  ACT_BASIS_NOT_IN_FORCE: (r) => `"${r.instrument}" is not in force on ${r.on} and cannot be a basis`,
  ACT_BASIS_RANK: (r) => `The rank of the basis does not suffice: given ${r.given}, accepted ${r.accepted.join(', ')}`,
  ACT_COURSE_CLOSED: (r) =>
    r.offer === undefined
      ? 'The regime in force has no such course'
      : `The regime in force closes this course; "${r.offer}" is open instead`,
  ACT_EFFECT_PENDING: (r) =>
    `The effect "${r.effect}" is not implemented yet, so the act is refused rather than pretended`,
  ACT_LIMIT_EXCEEDED: (r) =>
    `Over the limit “${r.limit}”: at most ${r.most}, with this one ${r.counted}; nothing is answered`,
  ACT_PERIOD_FIXED: (r) => `The period "${r.period}" is fixed by the text and is not the authority's to set`,
  ACT_OBTAINABLE_BY_SHARING: (r) =>
    `Can be had by sharing and is not collected again: ${r.matches
      .map((m) => `row ${m.row} "${m.wanted}": item "${m.item}" of "${m.entry.name}" (${m.entry.code}) of ${m.agency}`)
      .join('; ')}`,
  ACT_ITEM_NOT_LISTED: (r) => `Not on the collection list of your organisation: ${r.items.join(', ')}; list it first`,
  ACT_IDENTIFIER_MISSING: (r) =>
    `The required identifier is missing: ${r.items.join(', ')}; an item marked as identifier must be that number or code itself`,
  ACT_STANDARD_EXISTS: (r) =>
    `A national or regional standard exists and is to be followed: ${r.standards.map((s) => s.code).join(', ')}`,
  ACT_CODE_LIST_UNKNOWN: (r) =>
    `No standard in force: ${r.codeLists.join(', ')}; choose one of the register, or have the authority publish it first`,
  ACT_OUTCOME_MISSING: (r) => `Demands without an outcome: ${r.demands.join(', ')}; write one row of outcome for each`,
  ACT_GRADE_UNDECIDED: (r) =>
    `The grading rules (${r.ruleSet}) suggest a higher grade, which is not decided yet: ${r.items
      .map((i) => `"${i.name}" has ${i.grade ?? 'none'}, suggested ${i.suggested}`)
      .join('; ')}`,
  ACT_GRADE_BELOW_ITEMS: (r) =>
    `The entry has grade ${r.grade}, below the highest of its items, ${r.highest}: ${r.items.join(', ')}`,
  ACT_GRADE_REASON_MISSING: (r) =>
    `A grade below the suggestion needs a reason: ${r.items.map((i) => `"${i.name}" ${i.grade}, suggested ${i.suggested}`).join('; ')}`,
  ACT_PARTY_VACANT: (r) => `No organisation is registered as the party "${r.party}" of this case`,
}
