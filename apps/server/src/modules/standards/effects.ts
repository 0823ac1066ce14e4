import { uuidv7 } from 'uuidv7'
import { guardCites, type CivilDate, type FormData, type Regime, type TerritoryCode } from '@fadu/domain'
import { violatedConstraint, type Tx } from '../../platform/db/open-database.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { Effect, EffectInput, ModuleContribution } from '../cases/index.ts'
import { refusedUnder } from './refused-under.ts'
import { isAbout, isInForceOn, readStandards, type RegisteredStandard } from './registry.ts'

/** What standards add to cases: enacting and retiring them, and what is looked up in their register. */
export function standardsContribution(deps: {
  readonly territories: () => TerritoryTree
  readonly regimeFor: (territory: TerritoryCode) => Regime
}): ModuleContribution {
  /** As the register stands today, whatever text the case began under: standards come and go without the law. */
  const inForce = async (tx: Tx, { subject, today }: EffectInput): Promise<readonly RegisteredStandard[]> => {
    const { territory } = subject
    const known = await readStandards(tx, deps.regimeFor(territory), deps.territories().path(territory))
    return known.filter((standard) => isInForceOn(standard, today))
  }

  /** What the nation or the region has standardised is followed and not set anew; asked again when it is published. */
  const checkHigher: Effect = async (tx, input) => {
    if (guardCites(input.regime, 'standard.higher').length === 0) return
    const subject = textIn(input.case.form, 'subject')
    const higher = (await inForce(tx, input)).filter((s) => s.rank !== 'municipal' && isAbout(s, subject))
    if (higher.length === 0) return
    throw refusedUnder(input.regime, 'standard.higher', {
      code: 'ACT_STANDARD_EXISTS',
      fields: [{ field: 'subject', label: subject, fault: 'standardised' }],
      standards: higher.map(({ code, title }) => ({ code, title })),
    })
  }

  return {
    guards: {
      'standard.publication': checkHigher,
      'standard.publication.publish': checkHigher,
    },
    effects: {
      'standard.enact': async (tx, { subject, form, case: { id, form: draft } }) => {
        const standard = {
          id: uuidv7(),
          territory_code: subject.territory,
          code: textIn(form, 'code'),
          title: textIn(form, 'title'),
          version: textIn(form, 'version'),
          subject: textIn(draft, 'subject'),
          in_force: textIn(form, 'inForce') as CivilDate,
          retired: null,
          case_id: id,
        }
        try {
          await tx.insertInto('standard').values(standard).execute()
        } catch (error) {
          if (violatedConstraint(error) === 'standard_version_unique')
            throw new Problem({ code: 'DUPLICATE', field: 'form.code' })
          throw error
        }
      },
      'standard.retire': async (tx, { case: { id }, today }) => {
        // One that never came into force was in force on no day.
        await tx
          .updateTable('standard')
          .set((eb) => ({
            retired: eb.fn<CivilDate>('greatest', [eb.cast<CivilDate>(eb.val(today), 'date'), 'in_force']),
          }))
          .where('case_id', '=', id)
          .execute()
      },
    },
  }
}

function textIn(form: FormData, field: string): string {
  const value = form[field]
  return typeof value === 'string' ? value : ''
}
