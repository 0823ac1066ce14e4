/** A number and the list of its records: followed to its last page the list has as many, or its `rows` and `batches` add up to it. */
export interface Figure {
  readonly count: number
  /** Path and query of the list. */
  readonly records: string
}

/** Figures of a territory, each with the list that counts the same. */
export function figuresOf(territory: string) {
  return (path: string, more: Readonly<Record<string, string>>, count: number): Figure => ({
    count,
    records: `/api/v1/${path}?${new URLSearchParams({ territory, ...more }).toString()}`,
  })
}
