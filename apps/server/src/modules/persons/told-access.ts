import type { CedarValue } from '@fadu/domain'
import type { EntryBody } from '../../platform/log/evidence-log.ts'
import type { Layout } from '../../platform/release/layout.ts'

/** An access as the person it was about is told of it. */
export interface ToldAccess {
  readonly receipt: string
  readonly at: string
  readonly action: string
  readonly dataset: { readonly code: string; readonly name: string } | null
  /** Null while a rule delays telling who asked and what for. */
  readonly by: AskedBy | null
}

/** Who asked, what for, and for which items. */
export interface AskedBy {
  readonly organization: { readonly id: string; readonly name: string } | null
  /** Null where people of the organisation asked: an application has a name, a civil servant is not named. */
  readonly application: string | null
  readonly purpose: string | null
  readonly matter: string | null
  readonly items: readonly { readonly code: string; readonly name: string }[]
  /** Whether the person asked. */
  readonly self: boolean
}

/** An entry of the log with the words for what it names by id. */
export interface NamedEntry {
  readonly receipt: string
  readonly body: EntryBody & { readonly at: string }
  readonly organization: { readonly id: string; readonly name: string; readonly kinds: readonly string[] } | undefined
  readonly application: string | undefined
  readonly dataset:
    { readonly code: string; readonly name: string; readonly territory: string; readonly columns: Layout } | undefined
}

/**
 * What the rules ask of an access before the person is told.
 *
 * @param days - Civil days since it was; 0 on the same day.
 */
export function accessFacts(entry: NamedEntry, days: number): Readonly<Record<string, CedarValue>> {
  return {
    name: entry.organization?.name ?? '',
    kinds: entry.organization?.kinds ?? [],
    action: entry.body.action,
    purpose: purposeOf(entry.body) ?? '',
    days,
  }
}

/** @param reader - Account of the person. */
export function toldOf(entry: NamedEntry, reveal: boolean, reader: string): ToldAccess {
  const { receipt, body, dataset } = entry
  return {
    receipt,
    at: body.at,
    action: body.action,
    dataset: dataset === undefined ? null : { code: dataset.code, name: dataset.name },
    by: reveal ? askedBy(entry, reader) : null,
  }
}

function askedBy({ body, organization, application, dataset }: NamedEntry, reader: string): AskedBy {
  const { matter, fields } = body.detail ?? {}
  const codes = Array.isArray(fields) ? fields.filter((code) => typeof code === 'string') : []
  return {
    organization: organization === undefined ? null : { id: organization.id, name: organization.name },
    application: application ?? null,
    purpose: purposeOf(body) ?? null,
    matter: textOf(matter) ?? null,
    items: codes.map((code) => ({ code, name: dataset?.columns.find((c) => c.code === code)?.name ?? code })),
    self: isBy(body, reader),
  }
}

/** Whether an account did it. */
export function isBy({ actor }: Pick<EntryBody, 'actor'>, account: string): boolean {
  return actor.type === 'Account' && actor.id === account
}

/** What it was for: the purpose of a call, or the reason for which the evidence was read. */
function purposeOf({ detail = {} }: EntryBody): string | undefined {
  return textOf(detail['purpose']) ?? textOf(detail['reason'])
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
