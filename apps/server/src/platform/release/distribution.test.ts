import { describe, expect, test } from 'vitest'
import { distributeTableSql } from './distribution.ts'
import type { Column } from './layout.ts'

const column = (code: string, more: Partial<Column> = {}): Column => ({
  code,
  name: code,
  type: 'text',
  maxLength: null,
  nullable: false,
  identifier: null,
  sealed: false,
  mask: 'none',
  grade: 1,
  ...more,
})

describe('on a Citus cluster the table of a dataset', () => {
  test('is placed by the blind index of a sealed identifier, which joins the primary key', () => {
    const layout = [column('name'), column('resident_id', { identifier: 'residentId', sealed: true })]
    expect(distributeTableSql('ds_a', layout)).toBe(
      [
        'alter table ds_a alter column bx_resident_id set not null;',
        'alter table ds_a add constraint ds_a_pk primary key (bx_resident_id, batch, line);',
        'create index ds_a_place on ds_a (batch, line);',
        "select create_distributed_table('ds_a', 'bx_resident_id');",
      ].join('\n'),
    )
  })

  test('is placed by a plain identifier where that is not sealed', () => {
    expect(distributeTableSql('ds_a', [column('code', { identifier: 'other' })])).toContain(
      "create_distributed_table('ds_a', 'f_code')",
    )
  })

  test('is placed by batch, which is part of its key, when no identifier is in every row', () => {
    const layout = [column('name'), column('credit_code', { identifier: 'creditCode', nullable: true })]
    expect(distributeTableSql('ds_a', layout)).toBe(
      [
        'alter table ds_a add constraint ds_a_pk primary key (batch, line);',
        "select create_distributed_table('ds_a', 'batch');",
      ].join('\n'),
    )
  })
})
