/** What a leaked file says of where it comes from. */
export interface Trace {
  readonly file: { readonly sm3: string; readonly rows: number; readonly columns: readonly string[] }
  /** Exports it was compared with. */
  readonly candidates: number
  /** Bits from which on an export is named. */
  readonly threshold: number
  /** Bound of the probability that any export is named that the file does not come from. */
  readonly falseAccusation: number
  readonly conclusion: 'named' | 'grantNamed' | 'undetermined' | 'noExports' | 'noColumns'
  readonly named: readonly TracedExport[]
  /** Grants whose pseudonyms stand in the file, whichever export or call they came from. */
  readonly grants: readonly {
    readonly grant: string
    readonly dataset: string
    readonly application: { readonly id: string; readonly name: string }
    readonly organization: { readonly id: string; readonly name: string }
    readonly bits: number
    readonly pseudonyms: number
  }[]
  /** Bits of the strongest export that is not named. */
  readonly strongestOther: number | null
}

export interface TracedExport {
  readonly export: string
  readonly dataset: string
  readonly grant: string
  readonly application: { readonly id: string; readonly name: string }
  readonly organization: { readonly id: string; readonly name: string }
  readonly purpose: string
  readonly matter: string
  readonly madeAt: string
  readonly receipt: string
  /** How much likelier the file is if it comes from this export than if it does not: 2 to this power. */
  readonly bits: number
  /** Rows of the file that are rows of it. */
  readonly recognised: number
  readonly evidence: readonly {
    readonly kind: 'reference' | 'order' | 'quotation' | 'sign' | 'withheld'
    readonly trials: number
    readonly hits: number
    readonly chance: number
    readonly bits: number
  }[]
}
