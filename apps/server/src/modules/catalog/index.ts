export { readStanding, type EntryContent } from './content.ts'
export { changedIn, differenceOf, type Difference } from './difference.ts'
export { differenceView, type DifferenceView } from './difference-view.ts'
export { catalogContribution } from './effects.ts'
export {
  entryFacts,
  entryResource,
  isSealed,
  itemCategories,
  layoutOf,
  readEntry,
  readItems,
  toEntry,
  type Entry,
  type EntryRecord,
  type Item,
  type ItemCategory,
  type ItemInput,
} from './entry.ts'
export { holdsPersonal, isPersonal } from './personal.ts'
export { catalogRoutes } from './routes.ts'
export { createCatalogService, type CatalogService } from './service.ts'
export {
  createCatalogSearch,
  facetNames,
  freshnesses,
  freshnessOf,
  // Whatever changes an entry, its items, its state or its batches calls this in its own transaction.
  indexEntries,
  indexEntry,
  indexMissing,
  visibilityIn,
  visibleWhere,
  wordsOf,
  type CatalogCounts,
  type CatalogFilter,
  type CatalogSearch,
  type FacetCount,
  type FacetFilter,
  type FacetName,
  type FoundEntry,
  type Freshness,
  type Visibility,
} from './search/index.ts'
export {
  readWorkingCopy,
  writeWorkingCopy,
  type ContentWatch,
  type SavedContent,
  type WorkingCopy,
} from './working-copy.ts'
export {
  catalogImportRoutes,
  createCatalogExport,
  createImportService,
  createOutlineReader,
  type CatalogExport,
  type GradesOf,
  type ImportService,
  type OutlineReader,
} from './import/index.ts'
export { receiveFile, type ReceivedFile } from './import/receive-file.ts'
