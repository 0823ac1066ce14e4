export {
  createCatalogSearch,
  type CatalogCounts,
  type CatalogFilter,
  type CatalogSearch,
  type FoundEntry,
} from './catalog-search.ts'
export { facetNames, type FacetCount, type FacetCounts, type FacetFilter, type FacetName } from './facets.ts'
export { freshnesses, freshThrough, freshnessOf, updateDueOn, type Freshness } from './freshness.ts'
export { indexEntries, indexEntry, indexMissing } from './index-entries.ts'
export { visibilityIn, visibleWhere, type Visibility } from './visibility.ts'
export { wordsOf } from './words.ts'
