import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { RecoverySubjectKind } from '../../platform/db/recovery-tables.ts'
import { id as uuid } from '../../platform/http/schemas.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'

export const subjectKinds: readonly RecoverySubjectKind[] = ['system', 'dataset']

/** What is backed up, as its path names it: a system by its id, a dataset by its code. */
export interface SubjectName {
  readonly kind: RecoverySubjectKind
  readonly ref: string
}

export interface RecoverySubject {
  readonly kind: RecoverySubjectKind
  readonly id: string
  /** Code of the system, or of the dataset. */
  readonly code: string
  readonly name: string
  /** Agency that owns the system or provides the data, and answers for it. */
  readonly organization: string
  readonly territory: string
  /** False of a system that is out of use and of a dataset that was destroyed: nothing is to be got back. */
  readonly inUse: boolean
}

/** @throws {Problem} `NOT_FOUND` */
export async function readSubject(db: Db | Tx, { kind, ref }: SubjectName): Promise<RecoverySubject> {
  const row = await (kind === 'system' ? systemRow(db, ref) : datasetRow(db, ref))
  if (row === undefined) throw notFound(kind === 'system' ? '信息系统' : '数据集')
  const { in_use, ...rest } = row
  return { kind, ...rest, inUse: Boolean(in_use) }
}

/** @throws {Problem} when nothing is to be got back any more. */
export function requireInUse({ kind, inUse }: RecoverySubject): void {
  if (inUse) return
  throw kind === 'system'
    ? new Problem({ code: 'STATE_CONFLICT', what: '信息系统', state: 'closed' })
    : new Problem({ code: 'STATE_CONFLICT', what: '数据集', state: 'destroyed' })
}

function systemRow(db: Db | Tx, id: string) {
  // A code where an id is asked for names no system; the database would not compare it.
  if (!uuid.safeParse(id).success) return Promise.resolve(undefined)
  return db
    .selectFrom('information_system as s')
    .select(['s.id', 's.code', 's.name', 's.organization_id as organization', 's.territory_code as territory'])
    .select((eb) => eb('s.status', '=', 'active').as('in_use'))
    .where('s.id', '=', id)
    .executeTakeFirst()
}

function datasetRow(db: Db | Tx, code: string) {
  return db
    .selectFrom('dataset as d')
    .innerJoin('catalog_entry as e', 'e.id', 'd.entry_id')
    .select(['d.id', 'd.code', 'e.name', 'e.provider_id as organization', 'e.territory_code as territory'])
    .select((eb) => eb('d.custody', '<>', 'destroyed').as('in_use'))
    .where('d.code', '=', code)
    .executeTakeFirst()
}
