import type { DescribedEntry } from './service.ts'

/** DCAT 3 with the properties of DCAT-AP 3.0, in JSON-LD 1.1; paged with Hydra. Controlled values are those of the EU vocabularies. */
const context = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

const authority = 'http://publications.europa.eu/resource/authority'
/** Words of the cadences for the vocabulary «frequency». */
const frequencies: Readonly<Record<string, string>> = {
  realTime: 'UPDATE_CONT',
  daily: 'DAILY',
  weekly: 'WEEKLY',
  monthly: 'MONTHLY',
  quarterly: 'QUARTERLY',
  yearly: 'ANNUAL',
  irregular: 'IRREG',
}
const accessRights = { unconditional: 'PUBLIC', conditional: 'RESTRICTED' } as const

/** Who publishes, or a place; named by an identifier that stays the same. */
export interface Named {
  readonly id: string
  readonly name: string
}

export interface DcatPage {
  readonly territory: Named
  /** Authority for public data of the territory. */
  readonly publisher: Named
  readonly entries: readonly DescribedEntry[]
  /** Names of the territories of the entries, by code. */
  readonly places: ReadonlyMap<string, string>
  /** Addresses of this page, the first and the next, relative to the platform. */
  readonly here: string
  readonly first: string
  readonly next: string | null
}

/** A page of the open catalog for whoever harvests catalogs. */
export function dcatCatalog(page: DcatPage): Readonly<Record<string, unknown>> {
  const { territory, publisher, entries, places, here, first, next } = page
  return {
    '@context': context,
    '@id': first,
    '@type': ['dcat:Catalog', 'hydra:Collection'],
    'dcterms:title': chinese(`${territory.name}公共数据开放目录`),
    'dcterms:description': chinese(`${territory.name}及其下级地区现已开放的公共数据的目录条目`),
    'dcterms:publisher': agent(publisher),
    'dcterms:language': { '@id': `${authority}/language/ZHO` },
    'dcterms:spatial': place(territory),
    'dcat:dataset': entries.map((entry) => dataset(entry, first, places)),
    'hydra:view': {
      '@id': here,
      '@type': 'hydra:PartialCollectionView',
      'hydra:first': { '@id': first },
      ...(next === null ? {} : { 'hydra:next': { '@id': next } }),
    },
  }
}

function dataset(entry: DescribedEntry, catalog: string, places: ReadonlyMap<string, string>) {
  const { business, category, updateCycle, items } = entry
  const described = [...(business === null ? [] : [business]), `数据项：${items.join('、')}`]
  const frequency = frequencies[updateCycle ?? ''] ?? 'UNKNOWN'
  return {
    '@id': `urn:uuid:${entry.id}`,
    '@type': 'dcat:Dataset',
    'dcterms:identifier': entry.code,
    'dcterms:title': chinese(entry.name),
    'dcterms:description': chinese(described.join('；')),
    'dcterms:publisher': agent(entry.provider),
    ...(category === null ? {} : { 'dcat:theme': [theme(category, catalog)] }),
    'dcat:keyword': items.map(chinese),
    'dcterms:accrualPeriodicity': { '@id': `${authority}/frequency/${frequency}` },
    'dcterms:accessRights': { '@id': `${authority}/access-right/${accessRights[entry.openAttribute]}` },
    'dcterms:spatial': place({ id: entry.territory, name: places.get(entry.territory) ?? entry.territory }),
    'dcterms:issued': { '@value': entry.publishedAt, '@type': 'xsd:dateTime' },
    'dcat:version': String(entry.version),
  }
}

function theme(category: string, catalog: string) {
  return {
    '@id': `${catalog}#theme-${encodeURIComponent(category)}`,
    '@type': 'skos:Concept',
    'skos:prefLabel': chinese(category),
  }
}

function agent({ id, name }: Named) {
  return { '@id': `urn:uuid:${id}`, '@type': 'foaf:Agent', 'foaf:name': chinese(name) }
}

function place({ id, name }: Named) {
  return { '@type': 'dcterms:Location', 'dcterms:identifier': id, 'skos:prefLabel': chinese(name) }
}

function chinese(text: string) {
  return { '@value': text, '@language': 'zh' }
}
