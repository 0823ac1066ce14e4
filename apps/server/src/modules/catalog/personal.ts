import { sql, type RawBuilder } from 'kysely'
import type { CatalogItem } from '@fadu/domain'

/**
 * Categories of items that are information of a natural person (个人信息, 个人信息保护法 第四条) whoever provides it. A telephone
 * number, an address or a place may as well be that of an enterprise: what identifies the person beside it tells.
 */
const personalCategories: readonly CatalogItem['category'][] = [
  'residentId',
  'passport',
  'travelPermit',
  'otherDocument',
  'mobileNumber',
  'bankCard',
  'plateNumber',
  'personName',
  'birthDate',
  'medical',
  'biometric',
  'religion',
  'minor',
]
/** Masks that are made for values of persons: an item that has one holds them, whatever category it was given. */
const personalMasks: readonly CatalogItem['mask'][] = ['resident-id', 'name']

/** Whether an item is information of a natural person. */
export function isPersonal({
  identifier,
  category,
  mask,
}: Pick<CatalogItem, 'identifier' | 'category' | 'mask'>): boolean {
  return (
    identifier === 'residentId' ||
    (category !== null && personalCategories.includes(category)) ||
    personalMasks.includes(mask)
  )
}

/** The same asked of the standing items of an entry, as a value of SQL. @param entry - Its id. */
export function holdsPersonal(entry: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from data_item i where i.entry_id = ${entry} and (
      i.identifier = 'residentId' or i.category = any(${[...personalCategories]}::text[])
      or i.mask = any(${[...personalMasks]}::text[])))`
}
