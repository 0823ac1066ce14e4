-- 0014_row_digest.sql
-- A snapshot tells unchanged rows by a keyed digest of all their values, without opening them. Dataset tables are made from
-- layouts, so each that exists gets the column here and each new one with its table.

do $$
declare
  dataset_table text;
begin
  for dataset_table in select table_name from dataset loop
    execute format('alter table if exists %I add column if not exists digest bytea', dataset_table);
  end loop;
end
$$;
