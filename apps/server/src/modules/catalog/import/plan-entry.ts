import { withDefaults, type CatalogTemplate, type Decision, type FormDefinition, type Regime } from '@fadu/domain'
import type { EntryContent } from '../content.ts'
import { differenceView, type DifferenceView } from '../difference-view.ts'
import { changedIn, differenceOf } from '../difference.ts'
import type { ItemInput } from '../entry.ts'
import { checkEntry } from './check-entry.ts'
import type { Existing } from './existing.ts'
import type { ImportFault } from './faults.ts'
import type { FileEntry } from './read-catalog.ts'

/** What an import would do to one entry, and why not. */
export interface PlannedEntry {
  readonly line: number
  readonly code: string
  readonly name: string
  readonly kind: 'new' | 'changed' | 'unchanged' | 'refused'
  readonly target: 'none' | 'standing' | 'revision'
  readonly entryId: string | null
  readonly version: number | null
  readonly content: EntryContent | null
  readonly differences: DifferenceView | null
  readonly faults: readonly ImportFault[]
}

/** What a plan rests on, besides the entry of the file and the one that is there. */
export interface PlanRules {
  readonly organization: string
  readonly regime: Regime
  readonly template: CatalogTemplate
  readonly form: FormDefinition | undefined
  readonly today: Parameters<typeof checkEntry>[3]['today']
  readonly sheets: { readonly entries: string; readonly items: string }
  /** Decides the draft or the change as if it were made by hand: an import opens no other way. */
  decide(content: EntryContent, existing: Existing | undefined): Decision
}

/** Pure but for the decision: the same file and the same entry give the same plan. */
export function planEntry(file: FileEntry, existing: Existing | undefined, rules: PlanRules): PlannedEntry {
  const { template, form, regime, today, sheets } = rules
  const basis = { instruments: regime.instruments, today }
  const checked = checkEntry(file, template, form, basis, sheets)
  const common = { line: file.line, code: file.code, name: file.name }
  const fault = (code: ImportFault['fault'], more: Partial<ImportFault> = {}): ImportFault => ({
    severity: 'error',
    sheet: sheets.entries,
    line: file.line,
    column: template.entries.code.title,
    fault: code,
    cites: [],
    ...more,
  })
  const refused = (faults: readonly ImportFault[]): PlannedEntry => ({
    ...common,
    kind: 'refused',
    target: 'none',
    entryId: null,
    version: null,
    content: null,
    differences: null,
    faults,
  })
  if (checked.faults.some((f) => f.severity === 'error')) return refused(checked.faults)
  if (existing !== undefined && existing.entry.provider !== rules.organization) {
    return refused([...checked.faults, fault('codeTaken')])
  }
  const content = contentOf(file, checked.items, form, existing)
  const old = existing?.content ?? { name: '', fields: {}, items: [] }
  const difference = differenceOf(existing === undefined ? old : plainContent(old), plainContent(content))
  if (existing !== undefined && changedIn(difference).length === 0) {
    return {
      ...common,
      ...placeOf(existing),
      kind: 'unchanged',
      content: null,
      differences: null,
      faults: checked.faults,
    }
  }
  const decision = rules.decide(content, existing)
  if (decision.effect === 'deny') return refused([...checked.faults, fault(...whyDenied(decision, existing))])
  return {
    ...common,
    ...(existing === undefined ? { target: 'none', entryId: null, version: null } : placeOf(existing)),
    kind: existing === undefined ? 'new' : 'changed',
    content,
    differences: existing === undefined ? null : differenceView(regime, difference),
    faults: checked.faults,
  }
}

function placeOf({ entry, target }: Existing): Pick<PlannedEntry, 'target' | 'entryId' | 'version'> {
  return { target, entryId: entry.id, version: entry.version }
}

/**
 * What is to be written. A blank cell says nothing: a new entry starts with the default of the regime, an entry that stands at
 * the default keeps it, and fields that have no place in a cell stay as they are.
 */
function contentOf(
  file: FileEntry,
  items: readonly ItemInput[],
  form: FormDefinition | undefined,
  existing: Existing | undefined,
): EntryContent {
  const { name } = file
  if (existing === undefined) return { name, items, fields: withDefaults(form, file.fields) }
  const standing = existing.content.fields
  const kept = (form?.fields ?? []).filter(
    (f) =>
      !Object.hasOwn(file.fields, f.name) &&
      Object.hasOwn(standing, f.name) &&
      (f.type === 'rows' || (f.default !== undefined && f.default.value === standing[f.name])),
  )
  return { name, items, fields: { ...Object.fromEntries(kept.map((f) => [f.name, standing[f.name]])), ...file.fields } }
}

/** Blanks around a text and fields that say nothing make no difference. */
function plainContent({ name, fields, items }: EntryContent): EntryContent {
  return {
    name: name.trim(),
    fields: Object.fromEntries(
      Object.entries(fields)
        .map(([key, value]) => [key, plainValue(value)] as const)
        .filter(([, value]) => !isBlank(value)),
    ),
    items: items.map(
      (item) => Object.fromEntries(Object.entries(item).map(([k, v]) => [k, plainValue(v)])) as unknown as ItemInput,
    ),
  }
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'string') return value.trim()
  if (Array.isArray(value)) return value.map(plainValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plainValue(v)]))
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** A published entry is changed by the procedure for that; one under review waits; anything else is said by the rule. */
function whyDenied(
  decision: Decision,
  existing: Existing | undefined,
): readonly [ImportFault['fault'], Partial<ImportFault>] {
  const cites = decision.because.map((g) => g.clause)
  const needed = decision.needed[0]
  const more = { cites, ...(needed === undefined ? {} : { needed: { text: needed.text, textEn: needed.textEn } }) }
  if (existing === undefined || !decision.bySilence) return ['forbidden', more]
  const { state, revision } = existing.entry
  if (state === 'published' && revision === 'none') return ['needsChange', more]
  return state === 'submitted' || state === 'approved' || state === 'published'
    ? ['underReview', more]
    : ['forbidden', more]
}
