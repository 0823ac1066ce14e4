import type { MaskedColumn } from '@fadu/privacy'
import {
  carryDataKey,
  createSealer,
  EnvelopeTampered,
  envelopeKeyVersion,
  receiveDataKey,
  type CarriedDataKey,
  type DataKey,
  type Sealer,
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
  let sealers: readonly Sealer[] = []
  const openPage = createPageOpener(
    columns,
    columns.map((c) => transforms.get(c.code)),
    (rowId, envelope) => openBy(sealers, dataset, rowId, envelope),
  )
  return ({ page, keys }) => {
    if (keys !== undefined) sealers = keys.map((key) => createSealer(receiveDataKey(key), dataset))
    return openPage(page)
  }
}

/** Opens an envelope by the version of the key that it names. @throws {EnvelopeTampered} also when no row can have it. */
export function openBy(sealers: readonly Sealer[], dataset: string, rowId: string, envelope: Uint8Array): Uint8Array {
  const version = envelopeKeyVersion(envelope)
  const sealer = sealers.find((s) => s.keyVersion === version)
  if (sealer !== undefined) return sealer.open(rowId, envelope)
  throw new EnvelopeTampered({ dataset, rowId, fault: version === undefined ? 'format' : 'key-version' })
}
