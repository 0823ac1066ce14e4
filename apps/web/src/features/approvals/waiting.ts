import type {
  ApprovalKind,
  BackupRun,
  EvidenceBundle,
  LogKey,
  OperationApproval,
  RetentionOrder,
} from '../../api/keeping-types.ts'
import type { Session } from '../../api/types.ts'
import { sayAction } from '../../shared/act-names.ts'
import type { Text } from '../../text/zh-CN.ts'

/** Something that one person asked for and another agrees to. */
export interface Waiting {
  readonly kind: ApprovalKind
  readonly id: string
  readonly what: string
  /** ISO 8601; unknown for keys, of which the log tells. */
  readonly askedAt: string | undefined
  /** Address of the agreement. */
  readonly path: string
  /** Why I am not the one who agrees; absent when I may. */
  readonly closed: 'own' | 'role' | undefined
}

/** What was read; what one may not read is not there. */
export interface Asked {
  readonly operations: readonly OperationApproval[]
  readonly bundles: readonly EvidenceBundle[]
  readonly backups: readonly BackupRun[]
  readonly logKeys: readonly LogKey[]
  readonly retention: readonly RetentionOrder[]
}

/** Who asks, and to which kinds of request the rules let them agree. */
export interface Agreeing {
  readonly account: Session['account']
  readonly mayAgree: (kind: ApprovalKind) => boolean
}

/** Everything that waits for a second person, the oldest first. Whether it may be me, the server decides again. */
export function waitingFor({ account, mayAgree }: Agreeing, asked: Asked, t: Text): readonly Waiting[] {
  const closed = (kind: ApprovalKind, askedBy: string | null): Waiting['closed'] => {
    if (askedBy === account.id || askedBy === `Account:${account.id}`) return 'own'
    return mayAgree(kind) ? undefined : 'role'
  }
  const items: readonly Waiting[] = [
    ...asked.operations
      .filter((operation) => operation.state === 'asked')
      .map((o): Waiting => ({
        kind: 'operation',
        id: o.id,
        what: `${sayAction(t, o.operation)} · ${t.approvals.operation(o.dataset, o.rows, o.items.length, o.purpose)}`,
        askedAt: o.askedAt,
        path: `/api/v1/operation-approvals/${o.id}/approval`,
        closed: closed('operation', o.askedBy),
      })),
    ...asked.bundles
      .filter((bundle) => bundle.state === 'asked')
      .map((b): Waiting => ({
        kind: 'bundle',
        id: b.id,
        what: t.approvals.bundle(b.entries, b.recipient, b.matter, b.opensRows),
        askedAt: b.askedAt,
        path: `/api/v1/audit/bundles/${b.id}/approval`,
        closed: closed('bundle', b.askedBy),
      })),
    ...asked.backups
      .filter((run) => run.kind === 'backup' && run.state === 'asked')
      .map((run): Waiting => ({
        kind: 'backup',
        id: run.id,
        what: t.approvals.backup(run.full),
        askedAt: run.askedAt,
        path: `/api/v1/backups/${run.id}/approval`,
        closed: closed('backup', run.askedBy),
      })),
    ...asked.logKeys
      .filter((key) => key.state === 'asked')
      .map((key): Waiting => ({
        kind: 'logKey',
        id: String(key.version),
        what: t.approvals.logKey(key.version, key.from ?? 0),
        askedAt: undefined,
        path: `/api/v1/keys/log/${key.version}/revocation/approval`,
        closed: closed('logKey', key.askedBy),
      })),
    ...asked.retention
      .filter((order) => order.state === 'asked')
      .map((order): Waiting => ({
        kind: 'retention',
        id: order.id,
        what: t.approvals.retention(t.retention.kinds[order.kind], order.before),
        askedAt: order.askedAt,
        path: `/api/v1/retention/orders/${order.id}/approval`,
        closed: closed('retention', order.askedBy.id),
      })),
  ]
  return items.toSorted((a, b) => (a.askedAt ?? '').localeCompare(b.askedAt ?? ''))
}
