import type { Tx } from '../../../platform/db/open-database.ts'
import { Problem } from '../../../platform/problem/index.ts'
import type { EffectInput, ModuleContribution } from '../../cases/index.ts'
import type { ApplyCorrection } from './apply.ts'
import { parseReference, unknownReference } from './reference.ts'

/** What corrections add to cases: the check of what a form refers to, and the change that a consented case makes. */
export function correctionContribution(apply: ApplyCorrection): ModuleContribution {
  return {
    guards: { 'value.change': requirePrepared },
    effects: {
      // The provider corrects its own data: whose act it is, consents.
      'value.correct': async (tx, input) => {
        await apply(tx, {
          reference: parseReference(input.form['correction']),
          entry: input.subject.id,
          consent: { case: input.case.id, by: 'provider', organization: input.case.parties['provider'] },
          now: input.now,
        })
      },
      'original.change': async (tx, input) => {
        const { correction, consentBy } = input.case.form
        const byPerson = consentBy === 'collectedPerson'
        await apply(tx, {
          reference: parseReference(correction),
          entry: input.subject.id,
          consent: {
            case: input.case.id,
            by: byPerson ? 'collectedPerson' : 'provider',
            organization: byPerson ? undefined : input.case.parties['provider'],
          },
          now: input.now,
        })
      },
    },
  }
}

/** Consent is asked for what was prepared by whoever asks, for this very dataset. */
async function requirePrepared(tx: Tx, input: EffectInput): Promise<void> {
  const { id, digest } = parseReference(input.form['correction'])
  const row = await tx
    .selectFrom('correction')
    .innerJoin('dataset', 'dataset.id', 'correction.dataset_id')
    .select(['correction.digest', 'correction.state', 'correction.organization_id', 'dataset.entry_id'])
    .where('correction.id', '=', id)
    .executeTakeFirst()
  if (
    row === undefined ||
    row.entry_id !== input.subject.id ||
    row.state !== 'prepared' ||
    row.organization_id !== input.organization?.id ||
    !Buffer.from(row.digest).equals(Buffer.from(digest))
  )
    throw new Problem({ code: 'REQUEST_MALFORMED', faults: [unknownReference] })
}
