import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { applicationsQuery, casesQuery, grantQuery, organizationsQuery } from '../api/queries.ts'
import type { CaseSummary, Page, RegimeForm, SubjectType } from '../api/types.ts'
import type { Choice } from './field-input.tsx'
import { useNamedEntry } from './named-entry.ts'
import { useSession } from './session.ts'

export interface FormSubject {
  readonly type: SubjectType | (string & {})
  readonly id: string
  readonly territory: string
}

export type FormChoices = Readonly<Record<string, readonly Choice[]>>

/** The field in which forms ask for the machine client that is to use the data; the regime knows it only as a text. */
const applicationField = 'application'

/** The field in which forms ask for closed cases that show that sharing was tried in vain, and the procedures that show it. */
export const sharingCasesField = 'sharingCases'
const sharingProcedures: ReadonlySet<string> = new Set(['share.request', 'demand.submit'])

/**
 * What can be chosen in fields that name something on the platform: items of the entry, organisations, own applications.
 *
 * @returns Undefined while they are on their way. What may not be read leaves nothing to choose from.
 */
export function useFormChoices(form: RegimeForm | undefined, subject: FormSubject): FormChoices | undefined {
  const { organization } = useSession()
  const fields = (form?.fields ?? []).flatMap((field) => [field, ...(field.columns ?? [])])
  const itemFields = fields.filter((f) => f.type === 'items')
  const organizationFields = fields.filter((f) => f.type === 'organization')
  const asksApplication = fields.some((f) => f.name === applicationField)
  const isEntry = subject.type === 'catalogEntry'
  const isGrant = subject.type === 'dataGrant'
  const grant = useQuery({ ...grantQuery(subject.id), enabled: isGrant && itemFields.length > 0 })
  const entryId = isGrant ? grant.data?.entry.id : subject.id
  const hasItems = (isEntry || isGrant) && itemFields.length > 0 && entryId !== undefined
  const entry = useNamedEntry(entryId ?? '', hasItems)
  const organizations = useQuery({
    ...organizationsQuery(subject.territory),
    enabled: organizationFields.length > 0,
  })
  const applications = useQuery({ ...applicationsQuery(organization.id), enabled: asksApplication })
  const asksCases = fields.some((f) => f.name === sharingCasesField)
  const cases = useInfiniteQuery({ ...casesQuery('closed'), enabled: asksCases })
  if (grant.isLoading || entry.isLoading || organizations.isLoading || applications.isLoading || cases.isLoading)
    return undefined
  const items = (entry.data?.items ?? []).map((i) => ({ value: i.code, label: i.name }))
  const offices = (organizations.data ?? []).map((o) => ({ value: o.id, label: o.name }))
  const clients = (applications.data ?? []).filter((a) => a.status === 'active')
  return Object.fromEntries<readonly Choice[]>([
    ...(isEntry || isGrant ? itemFields.map(({ name }) => [name, items] as const) : []),
    ...organizationFields.map(({ name }) => [name, offices] as const),
    ...(asksCases ? [[sharingCasesField, sharingChoices(cases.data?.pages ?? [])] as const] : []),
    ...(asksApplication ? [[applicationField, clients.map((a) => ({ value: a.id, label: a.name }))] as const] : []),
  ])
}

function sharingChoices(pages: readonly Page<CaseSummary>[]): readonly Choice[] {
  return pages
    .flatMap((page) => page.items)
    .filter((item) => sharingProcedures.has(item.procedure))
    .map((item) => ({ value: item.id, label: `${item.title} · ${item.subject.name} · ${item.stateTitle}` }))
}
