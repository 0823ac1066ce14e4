import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ApiFault, request, withQuery } from './client.ts'
import type {
  AnswerKey,
  BackupRun,
  EvidenceBundle,
  GatewayStatus,
  KeyLock,
  Keys,
  LinkExchange,
  LogKey,
  LogWitness,
  OperationApproval,
  PlatformLink,
  RetentionDue,
  RetentionHold,
  RetentionKind,
  RetentionOrder,
  RetentionRemoval,
  RetentionTerm,
  WatchAlert,
  WatchSignal,
} from './keeping-types.ts'
import { paged, pageSize } from './paged.ts'
import { readSession } from './session-query.ts'
import type { Page } from './types.ts'

/** The server measures every half minute; who looks at the page sees it half a pass later at most. */
const askedWhileWatchingMs = 15_000
/** A backup that was agreed to begins within seconds, and so does a removal. */
const askedWhileRunningMs = 2_000

export const signalsQuery = queryOptions({
  queryKey: ['watch', 'signals'],
  queryFn: async () => (await request<{ readonly items: readonly WatchSignal[] }>('/api/v1/watch/signals')).items,
  refetchInterval: askedWhileWatchingMs,
})

export const alertsQuery = (isOpen: boolean) =>
  infiniteQueryOptions({
    queryKey: ['watch', 'alerts', isOpen],
    queryFn: ({ pageParam }) =>
      request<Page<WatchAlert>>(
        withQuery('/api/v1/watch/alerts', { open: String(isOpen), limit: pageSize, cursor: pageParam }),
      ),
    ...paged,
    refetchInterval: askedWhileWatchingMs,
  })

export const backupsQuery = infiniteQueryOptions({
  queryKey: ['backups'],
  queryFn: ({ pageParam }) =>
    request<Page<BackupRun>>(withQuery('/api/v1/backups', { limit: pageSize, cursor: pageParam })),
  ...paged,
  refetchInterval: ({ state }) =>
    state.data?.pages[0]?.items.some((run) => run.state === 'approved') === true
      ? askedWhileRunningMs
      : askedWhileWatchingMs,
})

/** Terms, and what is held by an act. */
export const retentionQuery = queryOptions({
  queryKey: ['retention', 'register'],
  queryFn: () =>
    request<{ readonly terms: readonly RetentionTerm[]; readonly holds: readonly RetentionHold[] }>(
      '/api/v1/retention',
    ),
})

export const retentionDueQuery = (kind: RetentionKind, before: string) =>
  queryOptions({
    queryKey: ['retention', 'due', kind, before],
    queryFn: () => request<RetentionDue>(withQuery('/api/v1/retention/due', { kind, before })),
  })

/** While an order is carried out it is asked for again and again; afterwards no more. */
export const retentionOrdersQuery = infiniteQueryOptions({
  queryKey: ['retention', 'orders'],
  queryFn: ({ pageParam }) =>
    request<Page<RetentionOrder>>(withQuery('/api/v1/retention/orders', { limit: pageSize, cursor: pageParam })),
  ...paged,
  refetchInterval: ({ state }) => {
    const states = new Set(state.data?.pages[0]?.items.map((order) => order.state))
    return states.has('agreed') ? askedWhileRunningMs : states.has('asked') ? askedWhileWatchingMs : false
  },
})

/** By its state as well: what came with the last step is read once more when it has ended. */
export const retentionRemovalsQuery = (order: string, state: RetentionOrder['state']) =>
  infiniteQueryOptions({
    queryKey: ['retention', 'removals', order, state],
    queryFn: ({ pageParam }) =>
      request<Page<RetentionRemoval>>(
        withQuery(`/api/v1/retention/orders/${order}/removals`, { limit: pageSize, cursor: pageParam }),
      ),
    ...paged,
    refetchInterval: state === 'agreed' ? askedWhileRunningMs : false,
  })

export const keysQuery = queryOptions({
  queryKey: ['keys', 'all'],
  queryFn: () => request<Keys>('/api/v1/keys'),
  refetchInterval: ({ state }) =>
    state.data?.datasets.some((dataset) => dataset.rotation?.state === 'running') === true
      ? askedWhileRunningMs
      : false,
})

export const logKeysQuery = queryOptions({
  queryKey: ['keys', 'log'],
  queryFn: async () => (await request<{ readonly items: readonly LogKey[] }>('/api/v1/keys/log')).items,
})

/** Newest first. */
export const answerKeysQuery = queryOptions({
  queryKey: ['keys', 'answers'],
  queryFn: async () => (await request<{ readonly keys: readonly AnswerKey[] }>('/gw/v1/keys')).keys,
})

/** Of the process that answers. */
export const keyLockQuery = queryOptions({
  queryKey: ['keyLock'],
  queryFn: () => request<KeyLock>('/api/v1/keys/unlock'),
  refetchInterval: askedWhileRunningMs,
  retry: true,
  retryDelay: askedWhileRunningMs,
})

/** Asked again and again while a server that was unlocked is starting, and cannot be reached meanwhile. */
export const startedSessionQuery = queryOptions({
  queryKey: ['keyLock', 'session'],
  queryFn: readSession,
  retry: true,
  retryDelay: askedWhileRunningMs,
  gcTime: 0,
})

/** Of the own organisation. */
export const operationApprovalsQuery = queryOptions({
  queryKey: ['approvals', 'operations'],
  queryFn: async () =>
    (await request<Page<OperationApproval>>(withQuery('/api/v1/operation-approvals', { limit: pageSize }))).items,
})

export const bundlesQuery = queryOptions({
  queryKey: ['approvals', 'bundles'],
  queryFn: async () =>
    (await request<Page<EvidenceBundle>>(withQuery('/api/v1/audit/bundles', { limit: pageSize }))).items,
})

const logAnswer = async (path: string): Promise<string | undefined> => {
  try {
    return await request<string>(path)
  } catch (fault) {
    if (fault instanceof ApiFault && fault.status === 404) return undefined
    throw fault
  }
}

export interface Checkpoints {
  /** Signed notes; absent before the first, or while no witness countersigned one. */
  readonly newest: string | undefined
  readonly cosigned: string | undefined
  /** Verifier keys of the log, one a line. */
  readonly keys: string
  /** When they were asked for, ISO 8601. */
  readonly at: string
}

export const checkpointsQuery = queryOptions({
  queryKey: ['log', 'checkpoints'],
  queryFn: async (): Promise<Checkpoints> => {
    const [newest, cosigned, keys] = await Promise.all([
      logAnswer('/log/checkpoint'),
      logAnswer('/log/checkpoint/cosigned'),
      request<string>('/log/keys'),
    ])
    return { newest, cosigned, keys, at: new Date().toISOString() }
  },
})

export const witnessesQuery = queryOptions({
  queryKey: ['log', 'witnesses'],
  queryFn: async () => (await request<{ readonly items: readonly LogWitness[] }>('/log/witnesses')).items,
})

export const gatewayStatusQuery = queryOptions({
  queryKey: ['maintenance'],
  queryFn: () => request<GatewayStatus>('/api/v1/status'),
})

export const linksQuery = queryOptions({
  queryKey: ['links'],
  queryFn: async () => (await request<{ readonly items: readonly PlatformLink[] }>('/api/v1/links')).items,
  refetchInterval: askedWhileWatchingMs,
})

export const exchangesQuery = (link: string) =>
  infiniteQueryOptions({
    queryKey: ['links', link, 'exchanges'],
    queryFn: ({ pageParam }) =>
      request<Page<LinkExchange>>(withQuery(`/api/v1/links/${link}/exchanges`, { limit: pageSize, cursor: pageParam })),
    ...paged,
  })
