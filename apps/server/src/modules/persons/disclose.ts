import { addDays } from '@fadu/domain'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/db/open-database.ts'
import { limitOf } from '../../platform/law/limits.ts'
import { personDigest, type AccessTracer } from '../../platform/log/access-keys.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { DatasetStore } from '../../platform/release/dataset-store.ts'
import { identifierOf, type NamedIdentifier } from '../../platform/release/form-identifier.ts'
import { lockDataset } from '../../platform/release/held-dataset.ts'
import { holdsRow } from '../../platform/release/holds-row.ts'
import type { EffectInput, ModuleContribution } from '../cases/index.ts'
import { isSameDigest } from './digests.ts'

interface DiscloseDeps {
  readonly datasets: DatasetStore
  readonly tracer: AccessTracer
}

/** What the rights of people in their own data add to cases. */
export function disclosureOfRecords(deps: DiscloseDeps): ModuleContribution {
  return { effects: { 'record.disclose': (tx, input) => disclose(tx, input, deps) } }
}

/**
 * Opens the rows of a person to whoever asked for them, for a limited time. The provider has looked at who that is and states the number;
 * what is kept of it is digests, so that nothing is read without the number and nobody learns it here.
 */
async function disclose(tx: Tx, input: EffectInput, { datasets, tracer }: DiscloseDeps): Promise<void> {
  const dataset = await lockDataset(tx, datasets, input.subject.id)
  if (dataset.custody !== 'active') {
    throw new Problem({ code: 'STATE_CONFLICT', what: '数据集', state: dataset.custody })
  }
  const named = identifierOf(input.form, dataset.layout)
  const { column, value } = named
  const { opened_by: account } = await tx
    .selectFrom('procedure_case')
    .select('opened_by')
    .where('id', '=', input.case.id)
    .executeTakeFirstOrThrow()
  const proof = await proofOf(tx, input, { account, named, tracer })
  if (!(await holdsRow(tx, datasets, dataset, { item: column.code, value }))) {
    throw unfit('an identifier of which the dataset holds a row; where it holds none, refuse so')
  }
  const { most: days } = limitOf(input.regime, 'recordDisclosure.days', input.today)
  await tx
    .insertInto('record_disclosure')
    .values({
      id: uuidv7(),
      case_id: input.case.id,
      dataset_id: dataset.id,
      account_id: account,
      item: column.code,
      digest: tracer.digests(dataset.id, column.code, [value])[0]!,
      ...proof,
      valid_until: addDays(input.today, days - 1),
      disclosed_by: input.account!,
      disclosed_at: input.now,
    })
    .execute()
}

interface Proving {
  readonly account: string
  readonly named: NamedIdentifier
  readonly tracer: AccessTracer
}

/**
 * A number that names the same person in all datasets counts as proven for a time, in every dataset. An account is of one person:
 * another number while one counts is a slip of the pen, or somebody else's data.
 */
async function proofOf(tx: Tx, { regime, today }: EffectInput, { account, named, tracer }: Proving) {
  const { identifier } = named.column
  if (identifier !== 'residentId' && identifier !== 'creditCode') {
    return { identifier: null, person_digest: null, proven_until: null }
  }
  const digest = personDigest(tracer, identifier, named.value)
  const proven = await tx
    .selectFrom('record_disclosure')
    .select('person_digest')
    .where('account_id', '=', account)
    .where('identifier', '=', identifier)
    .where('proven_until', '>=', today)
    .execute()
  if (proven.some((p) => !isSameDigest(p.person_digest!, digest))) {
    throw unfit('the number that was proven of this applicant before')
  }
  const { most: days } = limitOf(regime, 'recordDisclosure.proofDays', today)
  return { identifier, person_digest: digest, proven_until: addDays(today, days - 1) }
}

function unfit(expected: string): Problem {
  return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'form.identifier', expected }] })
}
