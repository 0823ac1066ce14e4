import {
  codeListOf,
  matchItems,
  normalizeItemName,
  type FormData,
  type RequiredIdentifier,
  type SubjectKind,
} from '@fadu/domain'

/** One row of a collection plan or task, as the regime's form asks for it. */
export interface PlanItem {
  /** Number of the row, from 0. */
  readonly index: number
  readonly name: string
  readonly codeList: string | undefined
  readonly identifier: RequiredIdentifier | undefined
  readonly subjects: readonly SubjectKind[]
  /** Ids of closed cases that show that sharing was tried in vain. */
  readonly sharingCases: readonly string[]
}

/** The items of a plan, whose presence and types the regime's form has checked. */
export function planItems(form: FormData): readonly PlanItem[] {
  return rowsOf(form, 'items').map((row, index) => ({
    index,
    name: textIn(row, 'name'),
    codeList: codeListOf(textIn(row, 'codeList')),
    identifier: row['identifier'] as RequiredIdentifier | undefined,
    subjects: subjectsOf(row, form),
    sharingCases: (row['sharingCases'] as readonly string[] | undefined) ?? [],
  }))
}

export function rowsOf(form: FormData, field: string): readonly FormData[] {
  return (form[field] as readonly FormData[] | undefined) ?? []
}

export function textIn(form: FormData, field: string): string {
  const value = form[field]
  return typeof value === 'string' ? value : ''
}

/** Whether an item is one of a list: by the same name, or by what it means. */
export function isListed(item: PlanItem, list: readonly PlanItem[]): boolean {
  const name = normalizeItemName(item.name)
  return list.some(
    (other) =>
      normalizeItemName(other.name) === name ||
      matchItems({ ...item, subjects: [] }, { ...other, subjects: [] }) !== undefined,
  )
}

const subjectsByWord: Readonly<Record<string, readonly SubjectKind[]>> = {
  persons: ['naturalPerson'],
  organizations: ['organization'],
  both: ['naturalPerson', 'organization'],
  naturalPerson: ['naturalPerson'],
  legalPerson: ['organization'],
  unincorporated: ['organization'],
}

/** A row says whom it concerns, or the plan says it for all its rows. */
function subjectsOf(row: FormData, form: FormData): readonly SubjectKind[] {
  return subjectsByWord[textIn(row, 'concerns') || textIn(form, 'subjectKind')] ?? []
}
