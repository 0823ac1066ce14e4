import {
  checkForm,
  type BasisCheck,
  type CatalogTemplate,
  type FormDefinition,
  type ItemKey,
  type TemplateColumn,
} from '@fadu/domain'
import type { ItemInput } from '../entry.ts'
import { entryCode, item as itemShape } from '../routes.ts'
import type { ImportFault, ImportFaultCode } from './faults.ts'
import type { FileEntry } from './read-catalog.ts'

const longestName = 200
const mostItems = 500

/** An entry with its items as they can be written, or what stands against it. */
export interface CheckedEntry {
  readonly items: readonly ItemInput[]
  readonly faults: readonly ImportFault[]
}

/**
 * Checks an entry of a file as the same entry entered by hand would be checked: the form of the regime, the shape of every
 * item. What is only missing is a warning: a draft may be incomplete, a submission may not.
 */
export function checkEntry(
  entry: FileEntry,
  template: CatalogTemplate,
  form: FormDefinition | undefined,
  basis: BasisCheck,
  sheets: { readonly entries: string; readonly items: string },
): CheckedEntry {
  const { entries } = template
  const at = (column: TemplateColumn | undefined, fault: ImportFaultCode): ImportFault => ({
    severity: fault === 'missing' ? 'warning' : 'error',
    sheet: sheets.entries,
    line: entry.line,
    column: column?.title ?? '',
    fault,
    cites: column?.cites ?? [],
  })
  const unread = new Set(entry.faults.filter((f) => f.severity === 'error').map((f) => f.column))
  const formFaults = form === undefined ? [] : checkForm(form, entry.fields, basis)
  const checked = checkItems(entry, template, sheets.items)
  return {
    items: checked.items,
    faults: [
      ...entry.faults,
      ...(entryCode.safeParse(entry.code).success ? [] : [at(entries.code, 'codeForm')]),
      ...(entry.name === '' ? [{ ...at(entries.name, 'missing'), severity: 'error' as const }] : []),
      ...(entry.name.length > longestName ? [at(entries.name, 'tooLong')] : []),
      ...formFaults.flatMap(({ field, fault, cites }) => {
        const column = entries.fields.find((c) => c.key === field)
        // A value that was there and could not be read is not missing.
        if (column === undefined || unread.has(column.title)) return []
        return [{ ...at(column, codeOf(fault)), cites }]
      }),
      ...(entry.items.length > mostItems ? [at(undefined, 'tooManyItems')] : []),
      ...checked.faults,
    ],
  }
}

type FormFault = ReturnType<typeof checkForm>[number]['fault']

function codeOf(fault: FormFault): ImportFaultCode {
  if (fault === 'excluded') return 'forbidden'
  return fault === 'unknown' || fault === 'tooManyRows' ? 'invalid' : fault
}

function checkItems(
  entry: FileEntry,
  template: CatalogTemplate,
  sheet: string,
): { readonly items: readonly ItemInput[]; readonly faults: readonly ImportFault[] } {
  const items: ItemInput[] = []
  const faults: ImportFault[] = []
  const codes = new Set<unknown>()
  const titles = new Map(template.items.columns.map((c) => [c.key as string, c.title]))
  for (const { line, values } of entry.items) {
    const add = (key: ItemKey | undefined, fault: ImportFaultCode): void => {
      const column = (key !== undefined && titles.get(key)) || ''
      const known = (f: ImportFault): boolean => f.sheet === sheet && f.line === line && f.column === column
      if (!faults.some(known) && !entry.faults.some((f) => f.severity === 'error' && known(f))) {
        faults.push({ severity: 'error', sheet, line, column, fault, cites: [] })
      }
    }
    if (values.code !== undefined && codes.has(values.code)) add('code', 'twice')
    codes.add(values.code)
    const parsed = itemShape.safeParse(values)
    if (parsed.success) items.push(parsed.data)
    else for (const issue of parsed.error.issues) add(issue.path[0] as ItemKey | undefined, itemFault(issue, values))
  }
  return { items, faults }
}

function itemFault(
  issue: { readonly code: string; readonly path: readonly PropertyKey[] },
  values: FileEntry['items'][number]['values'],
): ImportFaultCode {
  const key = issue.path[0] as ItemKey | undefined
  if (key === undefined || values[key] === undefined) return 'missing'
  if (key === 'code') return 'codeForm'
  return issue.code === 'too_big' && typeof values[key] === 'string' ? 'tooLong' : 'invalid'
}
