import type { FormData, Regime, TerritoryCode } from '@fadu/domain'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/open-database.ts'
import { idBefore, toPage, type Page } from '../../platform/http/page.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { statementsOf, type PublicStatement } from '../../platform/law/statements.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { lastRevisions } from './standing-plans.ts'
import { rowsOf, textIn } from './plan-items.ts'

export interface PublicPlanSummary {
  readonly id: string
  readonly matter: string
  readonly agency: { readonly id: string; readonly name: string }
  readonly territory: string
  readonly draft: boolean
  readonly since: string
}

export interface PublicPlan extends PublicPlanSummary {
  /** Authority, scope, procedure and standard of the collection, and what else it rests on. */
  readonly statements: readonly PublicStatement[]
  readonly items: readonly { readonly name: string; readonly statements: readonly PublicStatement[] }[]
  /** Purpose, method and scope as the persons concerned were told them; null before there is a notice. */
  readonly notice: { readonly publishedAt: string; readonly statements: readonly PublicStatement[] } | null
}

export interface PublicPlans {
  /** Plans that stand, of a territory and those below it, newest first. */
  list(query: {
    readonly territory: string
    readonly agency?: string | undefined
    readonly limit: number
    readonly cursor?: string | undefined
  }): Promise<Page<PublicPlanSummary>>
  read(id: string): Promise<PublicPlan>
}

/**
 * What the public is told of a plan. Everything else that was entered is the agency's own: devices, safeguards, cases that
 * show that sharing failed.
 */
const shownFields = [
  'statutoryAuthority',
  'statutoryScope',
  'statutoryProcedure',
  'standards',
  'verification',
  'biometrics',
]
const shownColumns = [
  'codeList',
  'concerns',
  'legalBasis',
  'collectionBasis',
  'necessity',
  'personalInformation',
  'identifier',
]
const shownOfNotice = ['purpose', 'method', 'scope', 'place', 'noticeVersion']

/** The act that tells the persons concerned. */
const noticeAct = 'publishNotice'

export function createPublicPlans(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly territories: () => TerritoryTree
}): PublicPlans {
  const { db, gate, territories } = deps

  const plans = () =>
    db
      .selectFrom('procedure_case as c')
      .innerJoin('organization as o', (join) => join.on(sql<boolean>`o.id::text = c.subject_id`))
      .where('c.procedure', '=', 'collect.plan')
      .where('c.subject_type', '=', 'organization')
      .where('c.is_open', '=', true)
      .select([
        'c.id',
        'c.form',
        'c.pack',
        'c.pack_version',
        'c.territory_code',
        'c.opened_at',
        'o.id as agency',
        'o.name',
      ])

  const lawOf = (row: PlanRow): Promise<Regime> =>
    gate.regimeOfCase(db, row.territory_code as TerritoryCode, { pack: row.pack, version: row.pack_version })

  const summaryOf = async (row: PlanRow, form: FormData): Promise<PublicPlanSummary> => ({
    id: row.id,
    matter: textIn(form, 'matter'),
    agency: { id: row.agency, name: row.name },
    territory: row.territory_code,
    draft: (await lawOf(row)).draft,
    since: row.opened_at.toISOString(),
  })

  return {
    list: async ({ territory, agency, limit, cursor }) => {
      if (territories().get(territory) === undefined) throw notFound('地区')
      const before = idBefore(cursor)
      const rows = await plans()
        .where('c.territory_code', 'in', [...territories().within(territory)])
        .$if(agency !== undefined, (qb) => qb.where('o.id', '=', agency!))
        .where('c.id', '<', before)
        .orderBy('c.id', 'desc')
        .limit(limit + 1)
        .execute()
      const revised = await lastRevisions(
        db,
        rows.map((r) => r.id),
      )
      const page = toPage(
        rows,
        limit,
        (r) => [r.id],
        (r) => r,
      )
      const items = await Promise.all(page.items.map((row) => summaryOf(row, revised.get(row.id) ?? row.form)))
      return { items, next: page.next }
    },
    read: async (id) => {
      const row = await plans().where('c.id', '=', id).executeTakeFirst()
      if (row === undefined) throw notFound('收集方案')
      const form = (await lastRevisions(db, [id])).get(id) ?? row.form
      const regime = await lawOf(row)
      const fields = regime.form('collect-plan')?.fields ?? []
      const columns = fields.find((f) => f.name === 'items')?.columns ?? []
      return {
        ...(await summaryOf(row, form)),
        statements: statementsOf(regime, fields, form, shownFields),
        items: rowsOf(form, 'items').map((item) => ({
          name: String(item['name']),
          statements: statementsOf(regime, columns, item, shownColumns),
        })),
        notice: await noticeOf(regime, id),
      }
    },
  }

  async function noticeOf(regime: Regime, plan: string): Promise<PublicPlan['notice']> {
    const last = await db
      .selectFrom('case_entry')
      .select(['form', 'entered_at'])
      .where('case_id', '=', plan)
      .where('act', '=', noticeAct)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last === undefined) return null
    const fields = regime.form('collect-notice')?.fields ?? []
    return {
      publishedAt: last.entered_at.toISOString(),
      statements: statementsOf(regime, fields, last.form, shownOfNotice),
    }
  }
}

interface PlanRow {
  readonly id: string
  readonly form: FormData
  readonly pack: string
  readonly pack_version: string
  readonly territory_code: string
  readonly opened_at: Date
  readonly agency: string
  readonly name: string
}
