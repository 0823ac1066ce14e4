import { sql } from 'kysely'
import { addDays, type CivilDate } from '@fadu/domain'
import type { Sighting, SightingMeasure, VerificationCounts } from '@fadu/privacy'
import type { Tx } from '../../platform/db/open-database.ts'
import type { AccessTracer } from '../../platform/log/access-keys.ts'
import type { Permit } from './permits.ts'

/** Counts what calls show. Stored are keyed digests, never a key, a value or the number of a matter. */
export interface Counters {
  /** Spends comparisons of a permit. @returns What is spent now, these included. */
  spend(
    tx: Tx,
    permit: Permit,
    of: { readonly matter: string; readonly day: CivilDate; readonly comparisons: number },
  ): Promise<Required<Pick<VerificationCounts, 'total' | 'perDay' | 'perMatter'>>>
  /** @param days - For how many days a sighting counts. @returns The fullest group of each measure that was seen now. */
  see(
    tx: Tx,
    scope: { readonly entry: string; readonly applicant: string },
    sightings: readonly Sighting[],
    of: { readonly day: CivilDate; readonly days: number },
  ): Promise<VerificationCounts>
}

/** @param tracer - Keyed by a secret of its own use. */
export function createCounters(tracer: AccessTracer): Counters {
  const digest = (entry: string, kind: string, values: readonly string[]): readonly Buffer[] =>
    tracer.digests(entry, kind, values).map((d) => Buffer.from(d))

  return {
    spend: async (tx, permit, { matter, day, comparisons }) => {
      const spent = async (measure: 'perDay' | 'perMatter', of: string): Promise<number> => {
        const [mark] = digest(permit.entry_id, measure, [of])
        const row = await tx
          .insertInto('verification_spent')
          .values({ permit_id: permit.id, measure, mark: mark!, used: comparisons })
          .onConflict((c) =>
            c
              .columns(['permit_id', 'measure', 'mark'])
              .doUpdateSet((eb) => ({ used: eb('verification_spent.used', '+', comparisons) })),
          )
          .returning('used')
          .executeTakeFirstOrThrow()
        return row.used
      }
      const { used } = await tx
        .updateTable('verification_permit')
        .set((eb) => ({ used: eb('used', '+', comparisons) }))
        .where('id', '=', permit.id)
        .returning('used')
        .executeTakeFirstOrThrow()
      return { total: used, perDay: await spent('perDay', day), perMatter: await spent('perMatter', matter) }
    },
    see: async (tx, { entry, applicant }, sightings, { day, days }) => {
      if (sightings.length === 0) return {}
      const last = addDays(day, -days)
      const hex = (kind: 'group' | 'member') =>
        sightings.map((s) => digest(entry, `${kind}/${s.measure}`, [s[kind]])[0]!.toString('hex'))
      const groups = hex('group')
      const measures = sightings.map((s) => s.measure)
      await sql`
        delete from verification_sighting
        where entry_id = ${entry}::uuid and applicant_id = ${applicant}::uuid and seen_on <= ${last}::date`.execute(tx)
      await sql`
        insert into verification_sighting (entry_id, applicant_id, measure, grouped, member, seen_on)
        select ${entry}::uuid, ${applicant}::uuid, s.measure, decode(s.grouped, 'hex'), decode(s.member, 'hex'), ${day}::date
        from unnest(${measures}::text[], ${groups}::text[], ${hex('member')}::text[]) as s(measure, grouped, member)
        on conflict (entry_id, applicant_id, measure, grouped, member) do update set seen_on = excluded.seen_on`.execute(
        tx,
      )
      const { rows } = await sql<{ measure: SightingMeasure; most: number | string }>`
        select g.measure, max(g.members) as most from (
          select v.measure, count(*) as members from verification_sighting v
          join (select distinct * from unnest(${measures}::text[], ${groups}::text[]) as s(measure, grouped)) s
            on v.measure = s.measure and v.grouped = decode(s.grouped, 'hex')
          where v.entry_id = ${entry}::uuid and v.applicant_id = ${applicant}::uuid
          group by v.measure, v.grouped) g
        group by g.measure`.execute(tx)
      return Object.fromEntries(rows.map((row) => [row.measure, Number(row.most)]))
    },
  }
}

/** What was seen of an entry so far counts no more: the provider has looked into it. */
export async function forgetSightings(
  tx: Tx,
  scope: { readonly entry: string; readonly applicant?: string },
): Promise<void> {
  await tx
    .deleteFrom('verification_sighting')
    .where('entry_id', '=', scope.entry)
    .$if(scope.applicant !== undefined, (qb) => qb.where('applicant_id', '=', scope.applicant!))
    .execute()
}
