import type { FacetValue, ItemInput, Named, Page } from './types.ts'

/** What anybody may read, without signing in. */

export const openFacets = ['territory', 'category', 'provider', 'openAttribute'] as const
export type OpenFacet = (typeof openFacets)[number]
export type OpenAttribute = 'unconditional' | 'conditional'

/** What the address of the open catalog holds. */
export type OpenFilter = Readonly<Partial<Record<'q' | OpenFacet, string>>>

export interface OpenEntry {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly territory: string
  readonly provider: Named
  readonly openAttribute: OpenAttribute
  readonly business: string | null
  /** Theme. */
  readonly category: string | null
  readonly updateCycle: string | null
  readonly publishedAt: string
  readonly version: number
}

export interface OpenFound extends Page<OpenEntry> {
  readonly total: number
  /** Each counted under all filters but its own; a territory with what lies below it. */
  readonly facets: Readonly<Record<OpenFacet, readonly FacetValue[]>>
}

/** One thing the public is told, in the words of the regime, with the clauses that ask for it. */
export interface PublicStatement {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly cites: readonly string[]
}

/** A collection that an agency announced: of what matter, since when. */
export interface CollectionPlanLine {
  readonly id: string
  readonly matter: string
  readonly agency: Named
  readonly territory: string
  /** Made under a draft text that is applied on trial. */
  readonly draft: boolean
  readonly since: string
}

/** What units and persons are told of a collection. */
export interface CollectionPlan extends CollectionPlanLine {
  readonly statements: readonly PublicStatement[]
  readonly items: readonly { readonly name: string; readonly statements: readonly PublicStatement[] }[]
  /** As the persons concerned were told; null before there is a notice. */
  readonly notice: { readonly publishedAt: string; readonly statements: readonly PublicStatement[] } | null
}

export interface OpenEntryDetail extends OpenEntry {
  readonly items: readonly {
    readonly code: string
    readonly name: string
    readonly type: ItemInput['type']
    readonly meaning: string | null
    readonly codeList: string | null
  }[]
  readonly statements: readonly PublicStatement[]
  /** How the open catalog describes it; null where the regime opens by the class alone. */
  readonly listing: {
    readonly dataName: string
    readonly openingBody: string
    readonly dataFormat: string
    readonly dataType: string
    readonly updateCycle: string
    readonly priority: boolean
  } | null
}
