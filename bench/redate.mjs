// How long it takes to count all open clocks again after a holiday notice, on both engines.
// Usage: npm run build && node bench/redate.mjs [clocks=100000]
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { startTempPostgres } from '@fadu/testkit/postgres'
import { startPlatform } from '../apps/server/dist/platform/start.js'
import { seedIfEmpty } from '../apps/server/dist/seed/seed-if-empty.js'

const clocks = Number(process.argv[2] ?? 100_000)
const quiet = { now: () => new Date('2026-12-28T10:00:00+08:00'), onProgress: () => undefined }

/** A notice that takes days off in January and February and makes two Saturdays working days. */
const days = [
  ...['01-01', '01-02', '01-03', '02-05', '02-06', '02-07', '02-08', '02-09', '02-10', '02-11'].map((d) => [d, true]),
  ['01-09', false],
  ['02-13', false],
].map(([d, isOffDay]) => ({ name: '示例', date: `2027-${d}`, isOffDay }))
const notice = { year: 2027, papers: ['示例'], days }

/** Copies one seeded case with a clock of three to ten working days that started in the last days of December. */
async function fill(db) {
  const [model] = await db.selectFrom('case_clock').select(['case_id', 'owner_id']).limit(1).execute()
  for (let from = 1; from <= clocks; from += 10_000) {
    const to = Math.min(clocks, from + 9_999)
    await sql`
      with made as (
        insert into procedure_case (id, procedure, pack, pack_version, territory_code, subject_type, subject_id, state,
          is_open, parties, owner_id, form, used, version, opened_by, opened_at)
        select gen_random_uuid(), c.procedure, c.pack, c.pack_version, c.territory_code, c.subject_type, c.subject_id,
          c.state, true, c.parties, ${model.owner_id}::uuid, c.form, c.used, c.version, c.opened_by, c.opened_at
        from procedure_case c, generate_series(${from}::integer, ${to}::integer) where c.id = ${model.case_id}
        returning id
      )
      insert into case_clock (id, case_id, period, owner_id, ledger, state, due_on)
      select gen_random_uuid(), id, 'bench', ${model.owner_id}::uuid, jsonb_build_object(
        'period', 'bench', 'length', 3 + row_number() over () % 8, 'unit', 'workingDay', 'basis', 'policy',
        'cites', '[]'::jsonb, 'warnDays', 1, 'entries', jsonb_build_array(jsonb_build_object(
          'kind', 'started', 'on', to_char(date '2026-12-24' + (row_number() over () % 8)::integer, 'YYYY-MM-DD')))
      ), 'running', date '2026-12-31' from made`.execute(db)
  }
  await sql`analyze case_clock`.execute(db)
}

async function timed(act) {
  const began = performance.now()
  const result = await act()
  return { ...result, seconds: Number(((performance.now() - began) / 1000).toFixed(2)) }
}

async function measure(databaseUrl) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'fadu-bench-'))
  const platform = await startPlatform({ dataFolder, databaseUrl }, quiet)
  await seedIfEmpty(platform, { seed: 'demo', dataFolder }, { ...quiet, size: { residents: 100, enterprises: 100 } })
  const { db, sweeper } = platform.services
  await fill(db)
  // Clocks that were never counted with a calendar, as after an upgrade; warnings are told as well.
  const first = await timed(() => sweeper.sweepOnce())
  const { id } = await db
    .selectFrom('account')
    .select('id')
    .where('login', '=', 'platform.system')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('holiday_notice')
    .values({ year: 2027, content: JSON.stringify(notice), origin: 'entered', entered_by: id, entered_at: quiet.now() })
    .execute()
  const redating = await timed(() => sweeper.sweepOnce())
  const idle = await timed(() => sweeper.sweepOnce())
  await platform.close()
  await rm(dataFolder, { recursive: true, force: true })
  return { first, redating, idle }
}

const postgres = await startTempPostgres()
const onPostgres = await measure(postgres.url)
await postgres.stop()
const onPglite = await measure(undefined)
const machine = `${cpus().length} × ${cpus()[0].model}, Node ${process.version}`
console.log(JSON.stringify({ machine, clocks, postgres: onPostgres, pglite: onPglite }, null, 2))
