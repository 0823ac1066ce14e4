import { parseCheckpoint, parseNote, type TreeHead } from '@fadu/audit-log'
import type { StepReport } from '../../apps/cli/src/demo/step.ts'

/** Keeps what the server handed out on the way: receipts, and the checkpoints it signed. Later logs must hold to both. */
export interface Witness {
  readonly receipts: readonly string[]
  readonly heads: readonly TreeHead[]
  see(url: string, report: StepReport): Promise<void>
}

export function createWitness(): Witness {
  const receipts: string[] = []
  const heads: TreeHead[] = []
  return {
    receipts,
    heads,
    see: async (url, { receipt }) => {
      if (receipt !== undefined) receipts.push(receipt)
      const response = await fetch(`${url}/log/checkpoint`)
      const { size, root } = parseCheckpoint(parseNote(await response.text()).text)
      if (heads.at(-1)?.size !== size) heads.push({ size, root })
    },
  }
}
