/** What the pages show of a record; the record itself is canonical JSON and proven byte by byte. */
export interface EvidenceBody {
  readonly at: string | undefined
  readonly kind: string
  readonly action: string
  readonly actor: { readonly type: string; readonly id: string }
  readonly outcome: string
  readonly grounds: readonly string[]
  /** Absent in records from before they said so; their rules name what they can. */
  readonly clauses: readonly string[] | undefined
}

export function readBody(body: string): EvidenceBody {
  const read = JSON.parse(body) as Partial<EvidenceBody>
  return {
    at: read.at,
    kind: read.kind ?? '',
    action: read.action ?? '',
    actor: read.actor ?? { type: '', id: '' },
    outcome: read.outcome ?? '',
    grounds: read.grounds ?? [],
    clauses: read.clauses,
  }
}
