-- 0014_catalog_search_in_memory.sql
-- Words are found in the memory of the server; the row of an entry says what it is found by, and in which transaction it was
-- written, so that every process can tell what it has not read yet. The rows are made again at the start.

delete from catalog_search;
drop index catalog_search_by_terms;
alter table catalog_search
  drop column code_key,
  drop column name_key,
  drop column terms,
  drop column terms_digest,
  add column texts   jsonb not null,             -- {name, items: name and code of each in their order, rest}
  add column written xid8  not null;             -- transaction that wrote the row last
create index catalog_search_by_written on catalog_search (written);
