import { describe, expect, test } from 'vitest'
import { civil } from '@fadu/domain'
import type { ApprovalKind, BackupRun, LogKey, OperationApproval, RetentionOrder } from '../../api/keeping-types.ts'
import { zhCN } from '../../text/zh-CN.ts'
import { waitingFor, type Agreeing, type Asked } from './waiting.ts'

const agreeing = (id: string, ...kinds: readonly ApprovalKind[]): Agreeing => ({
  account: { id, name: '某人', roles: [] },
  mayAgree: (kind) => kinds.includes(kind),
})
const nothing: Asked = { operations: [], bundles: [], backups: [], logKeys: [], retention: [] }
const run: BackupRun = {
  id: 'b1',
  kind: 'backup',
  state: 'asked',
  full: true,
  bySchedule: false,
  askedBy: 'system',
  askedAt: '2026-01-02T00:00:00Z',
  approvedAt: null,
  endedAt: null,
  backup: null,
  base: null,
  rows: null,
  bytes: null,
  logSize: null,
  fault: null,
  receipt: null,
}
const operation: OperationApproval = {
  id: 'a1',
  operation: 'data.export',
  dataset: 'WZ-RESIDENTS',
  items: [],
  rows: 20_000,
  purpose: '待遇核验',
  askedBy: 'Account:steward',
  askedAt: '2026-01-01T00:00:00Z',
  state: 'asked',
  approvedBy: null,
  validUntil: null,
}
const logKey: LogKey = { version: 1, keys: [], state: 'asked', from: 7, askedBy: 'security' }

const removal: RetentionOrder = {
  id: 'r1',
  kind: 'systemLogs',
  before: civil('2026-01-01'),
  state: 'asked',
  askedBy: { id: 'audit', name: '某人' },
  askedAt: '2026-07-04T00:00:00Z',
  agreedBy: null,
  agreedAt: null,
  endedAt: null,
  through: null,
}

const closed = (who: Agreeing, asked: Partial<Asked>) =>
  waitingFor(who, { ...nothing, ...asked }, zhCN).map((item) => item.closed)

describe('what waits for a second person', () => {
  test('is open to whom the rules let agree, and closed to whoever asked for it, whatever they may', () => {
    expect(closed(agreeing('x', 'backup'), { backups: [run] })).toEqual([undefined])
    expect(closed(agreeing('system'), { backups: [run] })).toEqual(['own'])
    expect(closed(agreeing('system', 'backup'), { backups: [run] })).toEqual(['own'])
    expect(closed(agreeing('x', 'logKey'), { backups: [run] })).toEqual(['role'])
    expect(closed(agreeing('x', 'logKey'), { logKeys: [logKey] })).toEqual([undefined])
    expect(closed(agreeing('x', 'operation'), { operations: [operation] })).toEqual([undefined])
    expect(closed(agreeing('steward', 'operation'), { operations: [operation] })).toEqual(['own'])
    expect(closed(agreeing('x', 'retention'), { retention: [removal] })).toEqual([undefined])
    expect(closed(agreeing('audit', 'retention'), { retention: [removal] })).toEqual(['own'])
    expect(closed(agreeing('x'), { retention: [removal, { ...removal, state: 'agreed' }] })).toEqual(['role'])
    expect(closed(agreeing('x', 'bundle'), { operations: [operation] })).toEqual(['role'])
  })

  test('leaves out what was agreed to, and tells the oldest first', () => {
    const asked = {
      ...nothing,
      backups: [run, { ...run, id: 'b2', state: 'done' as const }, { ...run, id: 'b3', kind: 'drill' as const }],
      operations: [operation, { ...operation, id: 'a2', state: 'used' as const }],
    }
    expect(waitingFor(agreeing('x'), asked, zhCN).map((item) => item.id)).toEqual(['a1', 'b1'])
  })
})
