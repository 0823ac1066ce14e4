import type { ReactElement } from 'react'
import type { CellFault, Item } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'

/** Why a cell did not pass, in words: by what exactly is wrong with it, else by the kind of fault. */
export function useFaultWords(): (fault: CellFault) => string {
  const t = useText()
  return ({ fault, why, line }) => {
    const words = t.uploads.faults[why ?? ''] ?? t.uploads.faults[fault] ?? why ?? fault
    return line === undefined ? words : `${words} (${t.imports.line(line)})`
  }
}

export interface CellFaultsProps {
  readonly faults: readonly CellFault[]
  /** Items of the dataset, where they are known: their names stand before the faults. */
  readonly items?: readonly Pick<Item, 'code' | 'name'>[]
}

export function CellFaults({ faults, items = [] }: CellFaultsProps): ReactElement {
  const say = useFaultWords()
  const nameOf = (code: string): string => items.find((item) => item.code === code)?.name ?? code
  return (
    <ul className="import-faults">
      {faults.map((fault, i) => (
        <li key={i} className="import-error">
          {fault.item !== '' && <strong>{nameOf(fault.item)}</strong>}
          <span>{say(fault)}</span>
        </li>
      ))}
    </ul>
  )
}
