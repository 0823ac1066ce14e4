export { itemChoices, type CatalogItem } from './catalog-item.ts'
export { fieldText, itemText, readField, readItemCell, type CellValue } from './cell-text.ts'
export {
  entryColumns,
  flatItemColumns,
  itemColumns,
  templateOf,
  type CatalogTemplate,
  type FieldColumn,
  type ItemKey,
  type TemplateColumn,
  type TemplateWords,
} from './template.ts'
