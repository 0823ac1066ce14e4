import { fromHex, toHex } from '@fadu/audit-log'
import { Problem } from '../../../platform/problem/index.ts'

/**
 * How a form names a correction: its id and the digest of its content, so that whoever consents, consents to this content and to
 * no other. Tells nothing of the values.
 */
export interface CorrectionReference {
  readonly id: string
  readonly digest: Uint8Array
}

export function formatReference({ id, digest }: CorrectionReference): string {
  return `${id}/${toHex(digest)}`
}

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([0-9a-f]{64})$/

/** @throws {Problem} REQUEST_MALFORMED for the field when it is no reference. */
export function parseReference(text: unknown): CorrectionReference {
  const match = typeof text === 'string' ? form.exec(text.trim()) : null
  if (match === null) throw new Problem({ code: 'REQUEST_MALFORMED', faults: [unknownReference] })
  return { id: match[1]!, digest: fromHex(match[2]!) }
}

export const unknownReference = {
  field: 'form.correction',
  expected: 'the reference of a correction that was prepared for this dataset and was not applied yet',
} as const
