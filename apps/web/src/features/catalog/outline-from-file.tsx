import type { ReactElement } from 'react'
import { useMutation } from '@tanstack/react-query'
import { uploadTable } from '../../api/client.ts'
import type { ItemInput, Outline } from '../../api/types.ts'
import { DropZone } from '../../shared/drop-zone.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { useText } from '../../text/text.tsx'

export interface OutlineFromFileProps {
  readonly items: readonly ItemInput[]
  readonly onChange: (items: readonly ItemInput[]) => void
}

/** Drafts the items from a file with the data itself: its columns, their types and lengths. The file is not kept. */
export function OutlineFromFile({ items, onChange }: OutlineFromFileProps): ReactElement {
  const t = useText()
  const outline = useMutation({
    mutationFn: (file: File) => uploadTable<Outline>('/api/v1/catalog-outlines', file),
    onSuccess: (found) => onChange([...items, ...newItems(items, found)]),
  })
  return (
    <Fold summary={t.outline.title}>
      {() => (
        <>
          <DropZone
            label={t.outline.drop}
            help={t.outline.dropHelp}
            accept=".xlsx,.csv"
            loading={outline.isPending}
            onFile={(file) => outline.mutate(file)}
          />
          {outline.error !== null && <FaultView asked={t.outline.title} fault={outline.error} />}
          {outline.data !== undefined && <Found outline={outline.data} />}
        </>
      )}
    </Fold>
  )
}

interface FoundProps {
  readonly outline: Outline
}

function Found({ outline }: FoundProps): ReactElement {
  const t = useText()
  const codeLike = outline.items.filter((i) => i.codeLike).map((i) => i.item.name)
  return (
    <p className="note" role="status">
      {t.outline.found(outline.items.length, outline.rows)}
      {codeLike.length > 0 && t.outline.codeLike(codeLike.join(t.listComma))}
    </p>
  )
}

/** What is drafted already stays as it was written. */
function newItems(items: readonly ItemInput[], { items: found }: Outline): readonly ItemInput[] {
  const known = new Set(items.map((item) => item.code))
  return found.map(({ item }) => item).filter((item) => !known.has(item.code))
}
