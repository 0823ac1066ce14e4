import type { LinkFaultKind } from '../../platform/problem/index.ts'

/** What another platform answered wrongly or not at all. Carries no word of it: what it says can quote anything. */
export class LinkFault extends Error {
  readonly kind: LinkFaultKind

  constructor(kind: LinkFaultKind, cause?: unknown) {
    super(kind, { cause })
    this.name = 'LinkFault'
    this.kind = kind
  }
}

/** Faults that no repetition mends: what was told is not what stands in the log that was pinned. They stop the link. */
const untrustworthy: readonly LinkFaultKind[] = ['signature', 'forked', 'altered', 'outOfRemit']

export function stopsLink(kind: LinkFaultKind): boolean {
  return untrustworthy.includes(kind)
}
