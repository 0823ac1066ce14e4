export { detectorCategories, isDetectorCategory } from './category.ts'
export type { DetectorCategory } from './category.ts'
export { categoryNamesEn } from './category-names.en.ts'
export { categoryNamesZhCN } from './category-names.zh-cn.ts'
export type { Ages } from './column-tally.ts'
export { readHeader } from './header.ts'
export type { HeaderReading } from './header.ts'
export type { Candidate } from './judge-column.ts'
export { detectedFrom, limits } from './limits.ts'
export type { Limits } from './limits.ts'
export { findQuasiIdentifiers, quasiIdentifierSets, traitsOf } from './quasi-identifiers.ts'
export type { QuasiIdentifierFinding, QuasiIdentifierSet, Trait } from './quasi-identifiers.ts'
export { createTableScan, detectColumn, detectedIn, scanTable } from './table-scan.ts'
export type {
  ColumnFinding,
  ColumnHeading,
  MinorsFinding,
  ScanOptions,
  TableFinding,
  TableInput,
  TableScan,
} from './table-scan.ts'
export { categoriesOf } from './value-categories.ts'
