import { actionGroups, type ActionDeclaration } from './actions.ts'

/**
 * Facts that rules may ask, once for all packs. `reach` places the resource's territory as seen from the principal's:
 * `own`, `below` (inside it), `above` (it lies inside the resource's), `other`. Of an act's form: `given` are the fields
 * that were filled, `chosen` its choices and yes-or-no fields as `field=value`. `entry` is there when the case is about one.
 * Of an account that a contract admits, `engaged` has the ids of the entries on which it may work, by what it may do.
 * Of a catalog entry that is written, `declared` are its short fields as `field=value`; of an organisation that is registered,
 * `kinds`. `personal` says whether one
 * of its items is information of a natural person; `prepared` whether a processing record of the version in use was entered. `custody` is what became of an entry's dataset: `active`, `sealedOff` or `destroyed`. Of a value that is to be shown:
 * the `grade` of its item, the `mode` in which it leaves (the name of the action), and whether the data is the viewer's `own`. Of
 * a processing job, `plan`: how many agencies' data it brings together, the highest grade it reads, the sets of
 * quasi-identifiers that its result has and none of its sources, the rows behind its smallest group (0: it has none or did
 * not run yet); of a verification, the `key` item by which rows are found and the `items` that are compared; of an instrument
 * that is entered or repealed, its `rank`. Of a file of rows, how many `rows`. Of a grant, `narrowed`: whether it reaches only some
 * rows or masks an item; of a call, `quota`: `left`, or which one it would go beyond, `day` or `total`; of how a grant is used, `pattern`: working days looked at, granted items never asked for, the busiest
 * day in percent of the stated volume (0: none stated), rows, keys asked for and in percent those that gave no row, rows
 * outside office hours and their percent. Of another platform that calls, `link`: the state of its link, `none` without one. Of
 * what was disclosed to a person, `disclosure`: whether the reader is its `holder`, whether the number stated is the one that was `proven`, and
 * whether it is still `open`; of a person who asks who asked, `proven`. Of an access of which the person is told, `access`: the
 * `name` and `kinds` of the organisation, the `action`, the `purpose` and how many `days` ago it was; `delay` is the limit for that.
 */
const types = `
type EntryFacts = {
  id: String, provider: String, state: String, level: String,
  shareAttribute: String, openAttribute: String, grade: Long, obtainedBySharing: Bool,
  revision: String, aggregated: Bool, secrecy: String, prepared: Bool, custody: String, derivedRisk: String,
  personal: Bool
};
type GrantFacts = {
  status: String, course: String, fields: Set<String>, purposes: Set<String>, application: String,
  modes: Set<String>, matterRequired: Bool, signedCalls: Bool, narrowed: Bool
};
type PatternFacts = {
  workingDays: Long, unusedFields: Set<String>, volumePercent: Long, rows: Long, asked: Long, missedPercent: Long,
  offHoursRows: Long, offHoursPercent: Long
};
type Plain = { today: String, reach: String };
type Registration = { today: String, reach: String, kinds: Set<String> };
type Instrument = { today: String, reach: String, rank: String };
type Draft = { today: String, reach: String, declared: Set<String> };
type Amendment = { today: String, reach: String, declared: Set<String>, entry: EntryFacts };
type Import = { today: String, reach: String, departs: Bool };
type Entry = { today: String, reach: String, entry: EntryFacts };
type Protection = { today: String, reach: String, grade: Long, mode: String, own: Bool };
type Procedure = {
  today: String, reach: String, level: String, subject: String, entry?: EntryFacts, parties: Set<String>, form: FormFacts
};
type FormFacts = { given: Set<String>, chosen: Set<String>, roles: Set<String> };
type Use = {
  today: String, reach: String, entry: EntryFacts, grant: GrantFacts,
  purpose: String, matterGiven: Bool, fields: Set<String>, mode: String, quota: String, rows?: Long,
  signed?: Bool
};
type PermitFacts = {
  status: String, course: String, application: String, keys: Set<String>, items: Set<String>, purposes: Set<String>
};
type Verification = {
  today: String, reach: String, entry: EntryFacts, permit: PermitFacts,
  purpose: String, matterGiven: Bool, key: String, items: Set<String>
};
type Grant = { today: String, reach: String, entry: EntryFacts, applicant: String };
type Pattern = { today: String, reach: String, entry: EntryFacts, grant: GrantFacts, pattern: PatternFacts };
type PlanFacts = {
  agencies: Long, grade: Long, joined: Bool, aboutPersons: Bool, singlesOut: Set<String>,
  smallestGroup: Long, assessed: Bool
};
type Link = { today: String, reach: String, link: String };
type OwnRecord = {
  today: String, reach: String, entry: EntryFacts, disclosure: { holder: Bool, proven: Bool, open: Bool }
};
type Proof = { today: String, reach: String, proven: Bool };
type AccessFacts = { name: String, kinds: Set<String>, action: String, purpose: String, days: Long };
type Access = { today: String, reach: String, access: AccessFacts, delay: Long };
type Processing = { today: String, reach: String, entry: EntryFacts, plan: PlanFacts };
entity Visitor;
entity System;
entity Account = {
  organization: String, territory: String, kinds: Set<String>, roles: Set<String>,
  engaged?: { view: Set<String>, quality: Set<String> }, lacksFactor?: Bool
};
entity Application = { id: String, organization: String, territory: String, kinds: Set<String>, status: String };
entity Platform;
entity Territory = { level: String };
entity Organization = { id: String, territory: String, kinds: Set<String> };
entity CatalogEntry = { territory: String };
entity Dataset = { territory: String };
entity Case = { territory: String, procedure: String, state: String };
`

/** The Cedar schema of a platform whose packs declare these actions. */
export function cedarSchema(actions: readonly ActionDeclaration[]): string {
  const groups = Object.keys(actionGroups).map((name) => `action "${name}";`)
  const declared = actions.map((action) => {
    const memberOf = Object.entries(actionGroups)
      .filter(([, includes]) => includes(action))
      .map(([name]) => `"${name}"`)
    const parents = memberOf.length > 0 ? ` in [${memberOf.join(', ')}]` : ''
    const scope = `principal: [${action.principals.join(', ')}], resource: [${action.resource}], context: ${action.context}`
    return `action "${action.id}"${parents} appliesTo { ${scope} };`
  })
  return [types, ...groups, ...declared].join('\n')
}
