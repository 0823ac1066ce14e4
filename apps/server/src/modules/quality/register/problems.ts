import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../../platform/db/open-database.ts'
import { idBefore, toPage, type Page } from '../../../platform/http/page.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** One problem of data: what, whose, and who answers for it. */
export interface ProblemRecord {
  readonly case: string
  readonly procedure: string
  readonly state: string
  readonly open: boolean
  readonly openedAt: string
  readonly dataset: { readonly entry: string; readonly code: string; readonly name: string }
  /** Items it is about; empty where the notice names them in words. */
  readonly items: readonly string[]
  /** Which agency the data comes from. */
  readonly source: Named
  /** The data stewards of the source agency, and the department it named in its answer. */
  readonly responsible: { readonly stewards: readonly string[]; readonly department: string | null }
  /** The rule that found it. */
  readonly rule: string | null
}

export interface Problems {
  within(territories: readonly string[], query: ProblemQuery): Promise<Page<ProblemRecord>>
  ofProvider(organization: string, query: ProblemQuery): Promise<Page<ProblemRecord>>
}

export interface ProblemQuery {
  readonly open: boolean | undefined
  readonly limit: number
  readonly cursor: string | undefined
}

/** Courses of law that follow a problem of data. */
export const problemCourses = ['quality.issue', 'verification.notice', 'quality.refresh']

interface ProblemRow {
  readonly id: string
  readonly procedure: string
  readonly state: string
  readonly is_open: boolean
  readonly opened_at: Date | string
  readonly entry_id: string
  readonly code: string
  readonly name: string
  readonly items: string[] | null
  readonly provider_id: string
  readonly provider_name: string
  readonly stewards: string[] | null
  readonly department: string | null
  readonly rule: string | null
}

export function createProblems(db: Db): Problems {
  const list = async (
    where: RawBuilder<unknown>,
    { open, limit, cursor }: ProblemQuery,
  ): Promise<Page<ProblemRecord>> => {
    const before = idBefore(cursor)
    const { rows } = await sql<ProblemRow>`
      select c.id, c.procedure, c.state, c.is_open, c.opened_at, e.id as entry_id, e.code, e.name,
        case when jsonb_typeof(c.form -> 'items') = 'array' then c.form -> 'items' end as items,
        o.id as provider_id, o.name as provider_name, i.rule,
        (select jsonb_agg(a.name order by a.login) from account a
          where a.organization_id = o.id and 'steward' = any(a.roles) and a.status = 'active') as stewards,
        (select n.form ->> 'responsible' from case_entry n
          where n.case_id = c.id and n.form ? 'responsible' order by n.version desc limit 1) as department
      from procedure_case c
      join catalog_entry e on e.id = case when c.subject_type = 'catalogEntry' then c.subject_id::uuid end
      join organization o on o.id = e.provider_id
      left join quality_rule_issue i on i.case_id = c.id
      where c.procedure = any(${problemCourses}::text[]) and c.subject_type = 'catalogEntry' and ${where}
        and c.id < ${before}::uuid and (${open ?? null}::boolean is null or c.is_open = ${open ?? null}::boolean)
      order by c.id desc limit ${limit + 1}`.execute(db)
    return toPage(rows, limit, (row) => [row.id], problemOf)
  }
  return {
    within: (territories, query) => list(sql`c.territory_code = any(${[...territories]}::text[])`, query),
    ofProvider: (organization, query) => list(sql`e.provider_id = ${organization}::uuid`, query),
  }
}

function problemOf(row: ProblemRow): ProblemRecord {
  return {
    case: row.id,
    procedure: row.procedure,
    state: row.state,
    open: row.is_open,
    openedAt: new Date(row.opened_at).toISOString(),
    dataset: { entry: row.entry_id, code: row.code, name: row.name },
    items: row.items ?? [],
    source: { id: row.provider_id, name: row.provider_name },
    responsible: { stewards: row.stewards ?? [], department: row.department },
    rule: row.rule,
  }
}
