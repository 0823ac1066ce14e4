import { codeListOf, conceptOf, normalizeItemName, type CivilDate, type Regime } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'

/** A standard as the register shows it: of the packs, or enacted by an authority. */
export interface RegisteredStandard {
  readonly code: string
  readonly title: string
  readonly version: string
  readonly rank: 'national' | 'regional' | 'municipal'
  readonly subjects: readonly string[]
  /** Null where the register only knows that it is in force. */
  readonly inForceFrom: CivilDate | null
  readonly retiredOn: CivilDate | null
  readonly territory: string | null
  /** Code → meaning, where the list is short. */
  readonly values: Readonly<Record<string, string>> | null
}

/**
 * Standards of a territory: those of its packs, and those that the authorities of the territory and above it enacted.
 *
 * @param path - The territory and everything above it.
 */
export async function readStandards(
  db: Db | Tx,
  regime: Pick<Regime, 'packs'>,
  path: readonly string[],
): Promise<readonly RegisteredStandard[]> {
  const enacted = await db
    .selectFrom('standard')
    .selectAll()
    .where('territory_code', 'in', [...path])
    .orderBy('code')
    .orderBy('version')
    .execute()
  return [
    ...regime.packs.flatMap(({ standards, territory }) =>
      standards.map((s): RegisteredStandard => ({
        code: s.code,
        title: s.title,
        version: s.version,
        rank: s.rank,
        subjects: s.subjects,
        inForceFrom: null,
        retiredOn: s.retiredOn ?? null,
        territory: territory === '*' ? null : territory,
        values: s.values ?? null,
      })),
    ),
    ...enacted.map((s): RegisteredStandard => ({
      code: s.code,
      title: s.title,
      version: s.version,
      rank: 'municipal',
      subjects: [s.subject],
      inForceFrom: s.in_force,
      retiredOn: s.retired,
      territory: s.territory_code,
      values: null,
    })),
  ]
}

export function isInForceOn({ inForceFrom, retiredOn }: RegisteredStandard, day: CivilDate): boolean {
  return (inForceFrom === null || inForceFrom <= day) && (retiredOn === null || day < retiredOn)
}

/** Whether a standard is about what a draft names: the same words, or the same concept of public data. */
export function isAbout({ subjects, title }: RegisteredStandard, subject: string): boolean {
  const name = normalizeItemName(subject)
  const concept = conceptOf(subject)
  return [title, ...subjects].some((known) => {
    const other = conceptOf(known)
    const sameConcept = concept !== undefined && other?.concept === concept.concept && other.whose === concept.whose
    return normalizeItemName(known) === name || sameConcept
  })
}

/** Whether a code list of an item is this standard; its year does not count. */
export function isListOf({ code }: RegisteredStandard, codeList: string): boolean {
  return codeListOf(code) === codeListOf(codeList)
}
