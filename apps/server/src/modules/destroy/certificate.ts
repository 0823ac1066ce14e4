import { canonicalize, encodeUtf8 } from '@fadu/audit-log'
import { sm3 } from '@fadu/smcrypto'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Dataset } from '../../platform/release/dataset-store.ts'
import type { EffectInput } from '../cases/index.ts'
import type { Erased } from './forget.ts'
import { recordedCopies } from './queries.ts'

export interface Certificate {
  /** Canonical JSON (RFC 8785). */
  readonly text: string
  readonly hash: Uint8Array
}

/** How an organisation that received the data has answered. */
export interface Disposal {
  readonly organization: string
  readonly name: string
  readonly task: string
  readonly state: string
  readonly grants: number
  readonly accesses: number
}

/** The document of a destruction: what, why, by which recorded steps, what was erased, who else had it. */
export async function certify(tx: Tx, input: EffectInput, dataset: Dataset, erased: Erased): Promise<Certificate> {
  const { media, mediaDisposer, mediaList, mediaHandedOver } = input.form
  const text = canonicalize({
    kind: 'fadu/destruction-certificate/1',
    dataset: { id: dataset.id, code: dataset.code, entry: dataset.entry },
    case: input.case.id,
    territory: input.case.territory,
    ground: input.case.form['destructionGround'] ?? null,
    destroyedAt: input.now.toISOString(),
    confirmedBy: input.account ?? null,
    erased: { ...erased, keys: [...erased.keys] },
    copies: [...(await recordedCopies(tx, input.case.id))],
    media:
      media === 'present'
        ? { disposer: mediaDisposer ?? null, list: mediaList ?? null, handedOver: mediaHandedOver ?? null }
        : null,
    steps: await stepsOf(tx, input.case.id),
    recipients: (await disposalsOf(tx, input.case.id)).map((d) => ({ ...d })),
  })
  return { text, hash: sm3(encodeUtf8(text)) }
}

/** Entries of the log that record the steps of the case so far, each provable. */
async function stepsOf(tx: Tx, caseId: string): Promise<{ entry: string; action: string; at: string }[]> {
  const rows = await tx
    .selectFrom('log_entry')
    .select(['id', 'action', 'recorded_at'])
    .where('case_id', '=', caseId)
    .where('kind', '=', 'act')
    .orderBy('id')
    .execute()
  return rows.map((r) => ({ entry: r.id, action: r.action, at: new Date(r.recorded_at).toISOString() }))
}

export async function disposalsOf(tx: Pick<Tx, 'selectFrom'>, caseId: string): Promise<readonly Disposal[]> {
  const rows = await tx
    .selectFrom('disposal_request')
    .innerJoin('organization', 'organization.id', 'disposal_request.organization_id')
    .innerJoin('procedure_case', 'procedure_case.id', 'disposal_request.task_id')
    .select(['disposal_request.organization_id', 'organization.name', 'disposal_request.task_id'])
    .select(['procedure_case.state', 'disposal_request.grants', 'disposal_request.accesses'])
    .where('disposal_request.case_id', '=', caseId)
    .orderBy('organization.code')
    .execute()
  return rows.map((r) => ({
    organization: r.organization_id,
    name: r.name,
    task: r.task_id,
    state: r.state,
    grants: r.grants,
    accesses: Number(r.accesses),
  }))
}
