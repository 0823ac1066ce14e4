import { describe, expect, test } from 'vitest'
import type { BackupRun, LogKey, OperationApproval } from '../../api/keeping-types.ts'
import type { Session } from '../../api/types.ts'
import { zhCN } from '../../text/zh-CN.ts'
import { waitingFor, type Asked } from './waiting.ts'

const session = (id: string, ...roles: readonly string[]): Session => ({
  account: { id, name: '某人', roles },
  organization: { id: 'o', name: '某单位', territory: '640300000000', kinds: ['agency'] },
  secondFactor: 'offered',
  unreadNotices: 0,
})
const nothing: Asked = { operations: [], bundles: [], backups: [], logKeys: [] }
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

const closed = (who: Session, asked: Partial<Asked>) =>
  waitingFor(who, { ...nothing, ...asked }, zhCN).map((item) => item.closed)

describe('what waits for a second person', () => {
  test('is open to the role that agrees, and closed to whoever asked for it, whatever their role', () => {
    expect(closed(session('x', 'securityAdmin'), { backups: [run] })).toEqual([undefined])
    expect(closed(session('system', 'systemAdmin'), { backups: [run] })).toEqual(['own'])
    expect(closed(session('system', 'securityAdmin'), { backups: [run] })).toEqual(['own'])
    expect(closed(session('x', 'auditAdmin'), { backups: [run] })).toEqual(['role'])
    expect(closed(session('x', 'auditAdmin'), { logKeys: [logKey] })).toEqual([undefined])
    expect(closed(session('x', 'approver'), { operations: [operation] })).toEqual([undefined])
    expect(closed(session('steward', 'approver'), { operations: [operation] })).toEqual(['own'])
    expect(closed(session('x', 'steward'), { operations: [operation] })).toEqual(['role'])
  })

  test('leaves out what was agreed to, and tells the oldest first', () => {
    const asked = {
      ...nothing,
      backups: [run, { ...run, id: 'b2', state: 'done' as const }, { ...run, id: 'b3', kind: 'drill' as const }],
      operations: [operation, { ...operation, id: 'a2', state: 'used' as const }],
    }
    expect(waitingFor(session('x'), asked, zhCN).map((item) => item.id)).toEqual(['a1', 'b1'])
  })
})
