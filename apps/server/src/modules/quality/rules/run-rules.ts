import { qualityScore, rowRules, type CivilDate, type QualityRule, type RowRule, type RuledItem } from '@fadu/domain'
import type { Tx } from '../../../platform/db/open-database.ts'
import type { Dataset, Keyring, DatasetStore } from '../../../platform/release/dataset-store.ts'
import {
  countDuplicates,
  scanRows,
  valuesUnder,
  type OfBatch,
  type ScannedRow,
} from '../../../platform/release/scan-rows.ts'

/** What a run found of one rule. Rows by where they stand; never a value. */
export interface RuleResult {
  readonly rule: string
  readonly title: string
  readonly kind: QualityRule['kind']
  readonly weight: number
  readonly items: readonly string[]
  readonly checked: number
  readonly broken: number
  /** The first rows that broke it, `batch:line`. */
  readonly samples: readonly string[]
}

export interface RunResult {
  readonly rows: number
  /** Rows that break a rule of one row or of a comparison with another dataset. */
  readonly brokenRows: number
  readonly results: readonly RuleResult[]
  /** Absent when no rule had anything to check. */
  readonly score: number | undefined
  /** Lines of the batch that break a blocking rule, with the rules. */
  readonly blocked: ReadonlyMap<number, readonly QualityRule[]>
}

const mostSamples = 10

type CrossRule = Extract<QualityRule, { kind: 'reference' | 'crossDataset' }>

interface Count {
  checked: number
  broken: number
  readonly samples: string[]
}

/** Asks every rule of the current rows, or of the rows of one batch. */
export async function runRules(
  tx: Tx,
  datasets: DatasetStore,
  run: {
    readonly dataset: Dataset
    readonly rules: readonly QualityRule[]
    readonly batch: OfBatch
    readonly today: CivilDate
  },
): Promise<RunResult> {
  const { dataset, rules, batch } = run
  const keys = await datasets.keyringOf(tx, dataset)
  const counts = new Map<string, Count>(rules.map((r) => [r.id, { checked: 0, broken: 0, samples: [] }]))
  const byRow = rowRules(rules, itemsOf(dataset))
  const across = await openAcross(tx, datasets, rules)
  const blocked = new Map<number, QualityRule[]>()
  let rows = 0
  let brokenRows = 0
  const codes = [...new Set(rules.flatMap(itemsOfRule))]
  for await (const page of scanRows(tx, keys, dataset, codes, batch)) {
    const answers = await askAcross(tx, across, page)
    for (const row of page) {
      rows++
      const broken = [...brokenOf(byRow, row, counts), ...brokenAcross(across, answers, row, counts)]
      if (broken.length > 0) brokenRows++
      const blocking = broken.filter((rule) => rule.severity === 'blocking')
      if (blocking.length > 0) blocked.set(row.line, blocking)
    }
  }
  for (const rule of rules) {
    const count = counts.get(rule.id)!
    if (rule.kind === 'uniqueness') {
      const found = await countDuplicates(tx, dataset, rule.items, batch)
      count.checked = found.checked
      count.broken = found.broken
      count.samples.push(...found.samples.map((s) => `${s.batch}:${s.line}`))
    } else if (rule.kind === 'timeliness' && batch === undefined) {
      const due = await tx
        .selectFrom('update_due')
        .select('due_on')
        .where('entry_id', '=', dataset.entry)
        .executeTakeFirst()
      if (due !== undefined) {
        count.checked = 1
        count.broken = due.due_on < run.today ? 1 : 0
      }
    }
  }
  const results = rules.map((rule): RuleResult => {
    const { id, title, kind, weight } = rule
    return { rule: id, title, kind, weight, items: itemsOfRule(rule), ...counts.get(id)! }
  })
  return { rows, brokenRows, results, score: qualityScore(results), blocked }
}

export function itemsOf(dataset: Dataset): readonly RuledItem[] {
  return dataset.layout.map(({ code, type, identifier }) => ({ code, type, identifier }))
}

/** Items of the dataset itself that a rule is about. */
export function itemsOfRule(rule: QualityRule): readonly string[] {
  switch (rule.kind) {
    case 'uniqueness':
      return rule.items
    case 'crossField':
      return [rule.left, rule.right]
    case 'crossDataset':
      return [rule.key, rule.item]
    case 'timeliness':
      return []
    default:
      return [rule.item]
  }
}

function note(counts: Map<string, Count>, rule: QualityRule, row: ScannedRow, holds: boolean): void {
  const count = counts.get(rule.id)!
  count.checked++
  if (holds) return
  count.broken++
  if (count.samples.length < mostSamples) count.samples.push(`${row.batch}:${row.line}`)
}

function brokenOf(byRow: readonly RowRule[], row: ScannedRow, counts: Map<string, Count>): readonly QualityRule[] {
  return byRow.flatMap(({ rule, check }) => {
    const outcome = check(row.values)
    if (outcome === 'idle') return []
    note(counts, rule, row, outcome === 'holds')
    return outcome === 'broken' ? [rule] : []
  })
}

interface Across {
  readonly rule: CrossRule
  readonly other: Dataset
  readonly keys: Keyring
}

/** The datasets that rules compare with. One that is gone, or lost its items, leaves its rule without anything to check. */
async function openAcross(tx: Tx, datasets: DatasetStore, rules: readonly QualityRule[]): Promise<readonly Across[]> {
  const opened: Across[] = []
  for (const rule of rules) {
    if (rule.kind !== 'reference' && rule.kind !== 'crossDataset') continue
    const other = await datasets.byCode(tx, rule.dataset)
    if (other === undefined) continue
    const wanted = rule.kind === 'reference' ? [rule.key] : [rule.otherKey, rule.otherItem]
    if (!wanted.every((code) => other.layout.some((c) => c.code === code))) continue
    opened.push({ rule, other, keys: await datasets.keyringOf(tx, other) })
  }
  return opened
}

type Answers = readonly ReadonlyMap<string, ReadonlySet<string>>[]

/** One question a page and dataset. */
async function askAcross(tx: Tx, across: readonly Across[], page: readonly ScannedRow[]): Promise<Answers> {
  const answers: ReadonlyMap<string, ReadonlySet<string>>[] = []
  for (const { rule, other, keys } of across) {
    const own = rule.kind === 'reference' ? rule.item : rule.key
    const asked = [...new Set(page.flatMap((row) => text(row, own) ?? []))]
    const [key, item] = rule.kind === 'reference' ? [rule.key, undefined] : [rule.otherKey, rule.otherItem]
    answers.push(await valuesUnder(tx, keys, other, key, item, asked))
  }
  return answers
}

function brokenAcross(
  across: readonly Across[],
  answers: Answers,
  row: ScannedRow,
  counts: Map<string, Count>,
): readonly QualityRule[] {
  return across.flatMap(({ rule }, i): readonly QualityRule[] => {
    const found = answers[i]!
    const key = text(row, rule.kind === 'reference' ? rule.item : rule.key)
    if (key === undefined) return []
    if (rule.kind === 'reference') {
      note(counts, rule, row, found.has(key))
      return found.has(key) ? [] : [rule]
    }
    const said = found.get(key)
    const own = text(row, rule.item)
    // Where one of the two says nothing there is no conflict between them.
    if (said === undefined || said.size === 0 || own === undefined) return []
    note(counts, rule, row, said.has(own))
    return said.has(own) ? [] : [rule]
  })
}

function text(row: ScannedRow, code: string): string | undefined {
  const value = row.values[code]
  return value === null || value === undefined || value === '' ? undefined : String(value)
}
