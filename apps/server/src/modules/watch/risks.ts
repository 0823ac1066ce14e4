import type { FormData } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { platformResource, type Gate } from '../../platform/law/gate.ts'
import { clauseOfGuard, guardGrounds } from '../../platform/law/guard-clauses.ts'
import { notFound, Problem, Refused } from '../../platform/problem/index.ts'
import type { CaseRuntime } from '../cases/index.ts'
import { readOrganization } from '../org/index.ts'

/** The course by which an organisation does away with a risk; a regime may have none. */
const riskCourse = 'security.risk'
const guard = 'risk.course'

/** The case that an alert led to. */
export interface AlertRisk {
  readonly case: string
  /** As the case stands. */
  readonly open: boolean
  readonly organization: { readonly id: string; readonly name: string }
}

/** What a case was opened for, where an alert was the cause. */
export interface AlertCause {
  readonly id: string
  readonly signal: string
  /** Instant, ISO 8601. */
  readonly openedAt: string
}

export interface RiskOpening {
  /** Whose system it is, and whose law governs. */
  readonly organization: string
  /** What the course of that law asks for. */
  readonly form: FormData
}

export interface AlertRisks {
  /**
   * Opens the case of the risk that an alert shows, for the organisation that answers for it. The alert goes on as it was: taking it on
   * and closing it are their own acts.
   */
  open(principal: AccountPrincipal, alert: string, opening: RiskOpening): Act<ActFacts, AlertRisk>
}

export function createAlertRisks(deps: { readonly gate: Gate; readonly runtime: CaseRuntime }): AlertRisks {
  const { gate, runtime } = deps
  return {
    open: (principal, alert, { organization, form }) => ({
      action: 'watch.openRisk',
      load: () =>
        Promise.resolve({ resource: platformResource, trace: { subject: { type: 'WatchAlert', id: alert } } }),
      carryOut: async (tx) => {
        // INVARIANT (one case of an alert): whoever comes second waits here and finds the first one's case.
        const held = await tx
          .selectFrom('watch_alert')
          .select('id')
          .where('id', '=', alert)
          .forUpdate()
          .executeTakeFirst()
        if (held === undefined) throw notFound('告警')
        if ((await risksOf(tx, [alert])).has(alert))
          throw new Problem({ code: 'STATE_CONFLICT', what: '告警', state: 'hasCase' })
        const { id, name, territory, kinds } = await readOrganization(tx, organization)
        const regime = gate.regimeFor(territory)
        if (regime.procedure(riskCourse) === undefined) {
          const clause = clauseOfGuard(regime, guard)
          throw new Refused({
            reason: { code: 'ACT_COURSE_CLOSED' },
            grounds: guardGrounds(regime, guard),
            needed: [{ clause, text: withoutCourse(regime.name), textEn: withoutCourseEn(regime.name) }],
          })
        }
        const subject = { type: 'organization', id }
        const opened = await runtime.openByRule(tx, { id, name, territory, kinds }, principal.id, {
          procedure: riskCourse,
          subject,
          form,
        })
        await tx
          .insertInto('watch_risk')
          .values({ alert_id: alert, case_id: opened.case, opened_by: principal.id, opened_at: gate.now() })
          .execute()
        return { case: opened.case, open: true, organization: { id, name } }
      },
      trace: (_, risk) => ({ case: risk.case, detail: { alert, organization: risk.organization.id } }),
    }),
  }
}

const withoutCourse = (regime: string): string => `「${regime}」没有登记缺陷、漏洞等风险的程序；告警照常受理，写明处置`
const withoutCourseEn = (regime: string): string =>
  `"${regime}" has no course for risks; take the alert on and say what is done about it`

/** The cases that alerts led to, by alert. */
export async function risksOf(db: Db | Tx, alerts: readonly string[]): Promise<ReadonlyMap<string, AlertRisk>> {
  if (alerts.length === 0) return new Map()
  const rows = await db
    .selectFrom('watch_risk as r')
    .innerJoin('procedure_case as c', 'c.id', 'r.case_id')
    .select(['r.alert_id', 'r.case_id', 'c.is_open', 'c.subject_id as id', 'c.subject_name as name'])
    .where('r.alert_id', 'in', [...alerts])
    .execute()
  return new Map(
    rows.map(({ alert_id, case_id, is_open, id, name }) => [
      alert_id,
      { case: case_id, open: is_open, organization: { id, name } },
    ]),
  )
}

/** The alert for which a case was opened; null for every other case. */
export async function alertOfCase(db: Db, caseId: string): Promise<AlertCause | null> {
  const row = await db
    .selectFrom('watch_risk as r')
    .innerJoin('watch_alert as a', 'a.id', 'r.alert_id')
    .select(['a.id', 'a.signal', 'a.opened_at'])
    .where('r.case_id', '=', caseId)
    .executeTakeFirst()
  return row === undefined ? null : { id: row.id, signal: row.signal, openedAt: row.opened_at.toISOString() }
}
