import type { MaskedColumn } from '@fadu/privacy'
import {
  carryDataKey,
  createBulkOpener,
  EnvelopeTampered,
  envelopeKeyVersion,
  receiveDataKey,
  type BulkOpener,
  type CarriedDataKey,
  type DataKey,
  type SealedRow,
} from '@fadu/smcrypto'
import type { Keyring } from './dataset-keys.ts'
import { transformsOf, type Masking } from './masking.ts'
import { createPageOpener, type OpenedPage, type PageColumn, type StoredPage } from './stored-page.ts'

/** How the pages of one file are opened and shown, as data, for whichever thread does it. */
export interface PageOpening {
  /** Id of the dataset, to which its rows are sealed. */
  readonly dataset: string
  readonly columns: readonly (PageColumn & MaskedColumn)[]
  readonly masking: Masking
}

/** A page and what opens it; nothing of it is sealed when there is no keyring. */
export interface ReadPage {
  readonly page: StoredPage
  readonly keyring: Keyring | undefined
}

/** A page on its way to who opens it. */
export interface KeyedPage {
  readonly page: StoredPage
  /** Left out when they are those of the page that went before it. Handed over by transfer. */
  readonly keys?: readonly CarriedDataKey[]
}

/** Puts keys to the pages that go to one opener, in the order in which they go. */
export function createKeyCarrier(): (read: ReadPage) => KeyedPage {
  let went: readonly DataKey[] = []
  return ({ page, keyring }) => {
    const keys = keyring?.versions.map((v) => v.dataKey) ?? went
    if (keys.length === went.length && keys.every((key, i) => key === went[i])) return { page }
    went = keys
    return { page, keys: keys.map(carryDataKey) }
  }
}

/** @returns Undefined for a joined page whose rows are to be read apart. @throws {EnvelopeTampered} when cells are asked for. */
export function openPages({ dataset, columns, masking }: PageOpening): (page: KeyedPage) => OpenedPage | undefined {
  const transforms = transformsOf(masking, columns)
  let openers: readonly BulkOpener[] = []
  const openPage = createPageOpener(
    columns,
    columns.map((c) => transforms.get(c.code)),
    (rows) => openAll(openers, dataset, rows),
  )
  return ({ page, keys }) => {
    if (keys !== undefined) openers = keys.map((key) => createBulkOpener(receiveDataKey(key), dataset))
    return openPage(page)
  }
}

/** Opens envelopes by the versions of the key that they name. @throws {EnvelopeTampered} also when no row can have it. */
export function openAll(
  openers: readonly BulkOpener[],
  dataset: string,
  rows: readonly SealedRow[],
): readonly Uint8Array[] {
  const openerOf = ({ rowId, envelope }: SealedRow): BulkOpener => {
    const version = envelopeKeyVersion(envelope)
    const opener = openers.find((o) => o.keyVersion === version)
    if (opener !== undefined) return opener
    throw new EnvelopeTampered({ dataset, rowId, fault: version === undefined ? 'format' : 'key-version' })
  }
  const by = rows.map(openerOf)
  const [first] = by
  if (first === undefined) return []
  if (by.every((opener) => opener === first)) return first.open(rows)
  // While a key takes the place of another.
  const opened = new Map(openers.map((o) => [o, o.open(rows.filter((_, i) => by[i] === o)).values()]))
  return by.map((opener) => opened.get(opener)!.next().value!)
}
