import { sql } from 'kysely'
import type { City } from './city.ts'

/** Tables that a refused or malformed request may touch: the record of it, and what slows down who guesses. */
const beside = new Set([
  'log_entry',
  'log_pending',
  'log_leaf',
  'log_tile',
  'log_checkpoint',
  'log_additions',
  // When a session was last used, and that it ended.
  'session',
  // Wrong passwords are counted, assertions and signatures are good once.
  'account',
  'assertion_used',
])

/** Tells which tables requests wrote into: row triggers whose own rows go when the transaction is rolled back. */
export interface WrittenRows {
  /** Tables written into since the last call, each once. */
  take(): Promise<readonly string[]>
}

export async function watchWrites(city: City): Promise<WrittenRows> {
  const { db } = city.services
  await sql`create table fuzz_written (name text not null)`.execute(db)
  await sql`
    create function fuzz_note() returns trigger language plpgsql as $$
    begin
      -- Numbers of batches are given out before a file is read; one that comes to nothing leaves a gap.
      if tg_op = 'UPDATE' and to_jsonb(old) - 'next_batch' = to_jsonb(new) - 'next_batch' then return null; end if;
      insert into public.fuzz_written values (tg_table_name);
      return null;
    end $$`.execute(db)
  const { rows } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
      and table_name <> 'fuzz_written'`.execute(db)
  for (const { schema, name } of rows) {
    if (beside.has(name)) continue
    await sql`create trigger fuzz_note after insert or update or delete on ${sql.table(`${schema}.${name}`)}
      for each row execute function public.fuzz_note()`.execute(db)
  }
  return {
    take: async () => {
      const taken = await sql<{ name: string }>`delete from fuzz_written returning name`.execute(db)
      return [...new Set(taken.rows.map((row) => row.name))].toSorted()
    },
  }
}
