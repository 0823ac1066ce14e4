import { sql } from 'kysely'
import type { Db } from '../../platform/db/open-database.ts'
import type { SuggestionState } from '../../platform/db/tables.ts'
import { decodeCursor, toPage, type Page } from '../../platform/http/page.ts'
import { readWorkingCopy, type Entry } from '../catalog/index.ts'
import { gradesOf } from './grade-content.ts'
import { wholeEntry, type StoredGround } from './plan-grading.ts'

/** A suggestion as people see it. */
export interface SuggestionView {
  readonly id: string
  readonly grade: number
  /** Class in the category tree of the rules. */
  readonly category: string | null
  readonly ruleSet: string
  readonly grounds: readonly StoredGround[]
  /** What a sample of the data showed, masked. */
  readonly evidence: readonly {
    readonly category: string
    readonly confidence: number
    readonly evidence: readonly string[]
  }[]
  readonly confidence: number
  readonly origin: 'description' | 'sample' | 'rules'
  readonly madeAt: string
  readonly state: SuggestionState
  readonly decidedGrade: number | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly reason: string | null
}

/** Where a grade came from. */
export interface GradeRecordView {
  readonly grade: number
  readonly ruleSet: string
  readonly rules: readonly string[]
  readonly suggested: number | null
  readonly reason: string | null
  readonly givenBy: string | null
  readonly givenAt: string
}

export interface GradedItemView {
  /** Null: the entry as a whole. */
  readonly code: string | null
  readonly name: string
  readonly grade: number | null
  /** The rules and the version that the grade names. */
  readonly ruleSet: string | null
  readonly pending: SuggestionView | null
  readonly suggestions: readonly SuggestionView[]
  readonly records: readonly GradeRecordView[]
}

export interface EntryGradingView {
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  /** Whether decisions can change grades now: a draft, returned, or a revision under way. */
  readonly open: boolean
  readonly highest: number
  readonly items: readonly GradedItemView[]
}

/** The grades of the content its agency works on, with what was suggested and decided, the latest first. */
export async function entryGrading(db: Db, entry: Entry): Promise<EntryGradingView> {
  const { content, open } = await readWorkingCopy(db, entry)
  const suggestions = await selectSuggestions(db)
    .where('entry_id', '=', entry.id)
    .orderBy('grading_suggestion.id', 'desc')
    .execute()
  const records = await db
    .selectFrom('grade_record')
    .leftJoin('account', 'account.id', 'grade_record.given_by')
    .leftJoin('organization', 'organization.id', 'account.organization_id')
    .selectAll('grade_record')
    .select('organization.name as given_by_name')
    .where('entry_id', '=', entry.id)
    .orderBy('grade_record.id', 'desc')
    .execute()
  const grades = gradesOf(content)
  const itemView = (code: string, name: string): GradedItemView => {
    const own = suggestions.filter((s) => s.item_code === code).map(suggestionView)
    const ownRecords = records.filter((r) => r.item_code === code)
    return {
      code: code === wholeEntry ? null : code,
      name,
      grade: grades.get(code) ?? null,
      ruleSet: ownRecords.at(0)?.rule_set ?? null,
      pending: own.find((s) => s.state === 'pending') ?? null,
      suggestions: own,
      records: ownRecords.map((r) => ({
        grade: r.grade,
        ruleSet: r.rule_set,
        rules: r.rules,
        suggested: r.suggested,
        reason: r.reason,
        givenBy: r.given_by_name,
        givenAt: r.given_at.toISOString(),
      })),
    }
  }
  return {
    entry: { id: entry.id, code: entry.code, name: content.name },
    open,
    highest: Math.max(1, ...content.items.map((i) => i.grade)),
    items: [itemView(wholeEntry, content.name), ...content.items.map((i) => itemView(i.code, i.name))],
  }
}

export interface ListedSuggestionView extends SuggestionView {
  readonly entry: {
    readonly id: string
    readonly code: string
    readonly name: string
    readonly provider: string
    /** Whether decisions can change its grades now. */
    readonly open: boolean
  }
  readonly item: { readonly code: string; readonly name: string } | null
  /** The grade in the content its agency works on; null where nobody gave one. */
  readonly presentGrade: number | null
}

export interface SuggestionQuery {
  readonly territories: readonly string[]
  /** Only the entries of this organisation. */
  readonly provider?: string | undefined
  readonly state?: SuggestionState | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** The table of suggestions, the latest first. */
export async function listSuggestions(db: Db, query: SuggestionQuery): Promise<Page<ListedSuggestionView>> {
  const [after] = query.cursor === undefined ? [undefined] : decodeCursor(query.cursor, ['id'])
  const rows = await selectSuggestions(db)
    .innerJoin('catalog_entry', 'catalog_entry.id', 'grading_suggestion.entry_id')
    .innerJoin('organization as provider', 'provider.id', 'catalog_entry.provider_id')
    .leftJoin('data_item', (join) =>
      join
        .onRef('data_item.entry_id', '=', 'grading_suggestion.entry_id')
        .onRef('data_item.code', '=', 'grading_suggestion.item_code'),
    )
    .leftJoin('catalog_revision', 'catalog_revision.entry_id', 'catalog_entry.id')
    .select([
      'catalog_entry.code as entry_code',
      'catalog_entry.name as entry_name',
      'catalog_entry.state as entry_state',
      'catalog_revision.state as revision_state',
      'provider.name as provider_name',
      'data_item.name as item_name',
      presentGrade.as('present_grade'),
    ])
    .where('catalog_entry.territory_code', 'in', [...query.territories])
    .$if(query.provider !== undefined, (qb) => qb.where('catalog_entry.provider_id', '=', query.provider!))
    .$if(query.state !== undefined, (qb) => qb.where('grading_suggestion.state', '=', query.state!))
    .$if(after !== undefined, (qb) => qb.where('grading_suggestion.id', '<', after!))
    .orderBy('grading_suggestion.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return toPage(
    rows,
    query.limit,
    (row) => [row.id],
    (row) => ({
      ...suggestionView(row),
      entry: {
        id: row.entry_id,
        code: row.entry_code,
        name: row.entry_name,
        provider: row.provider_name,
        open: ['draft', 'amending'].includes(row.revision_state ?? row.entry_state),
      },
      presentGrade: row.present_grade,
      item: row.item_code === wholeEntry ? null : { code: row.item_code, name: row.item_name ?? row.item_code },
    }),
  )
}

/** Of the working copy: the revision where there is one. An entry whose form has no grade has none as a whole. */
const presentGrade = sql<number | null>`case
  when grading_suggestion.item_code = ${wholeEntry} then
    case when coalesce(catalog_revision.fields, catalog_entry.fields) -> 'grade' in ('1', '2', '3', '4')
      then (coalesce(catalog_revision.fields, catalog_entry.fields) ->> 'grade')::integer end
  when catalog_revision.entry_id is null then data_item.grade
  else (select (item ->> 'grade')::integer from jsonb_array_elements(catalog_revision.items) as item
    where item ->> 'code' = grading_suggestion.item_code)
end`

function selectSuggestions(db: Db) {
  return db
    .selectFrom('grading_suggestion')
    .leftJoin('account as decider', 'decider.id', 'grading_suggestion.decided_by')
    .leftJoin('organization as deciding', 'deciding.id', 'decider.organization_id')
    .selectAll('grading_suggestion')
    .select('deciding.name as decided_by_name')
}

type SuggestionRow = Awaited<ReturnType<ReturnType<typeof selectSuggestions>['execute']>>[number]

function suggestionView(row: SuggestionRow): SuggestionView {
  return {
    id: row.id,
    grade: row.grade,
    category: row.category,
    ruleSet: row.rule_set,
    grounds: row.grounds as readonly StoredGround[],
    evidence: row.evidence as SuggestionView['evidence'],
    confidence: row.confidence,
    origin: row.origin,
    madeAt: row.made_at.toISOString(),
    state: row.state,
    decidedGrade: row.decided_grade,
    decidedBy: row.decided_by_name,
    decidedAt: row.decided_at?.toISOString() ?? null,
    reason: row.reason,
  }
}
