import { useState, type ReactElement } from 'react'
import { Button } from 'antd'
import type { EntryGrading, GradedItem, Item } from '../../api/types.ts'
import { GradeTag } from '../../components/grade-tag/grade-tag.tsx'
import { LockGlyph } from '../../components/sealed-value/sealed-value.tsx'
import { useText } from '../../text/text.tsx'
import { GradingDrawer } from './grading-drawer.tsx'

export interface ItemTableProps {
  readonly items: readonly Item[]
  /** Who may see them finds where each grade comes from. */
  readonly grading?: EntryGrading | undefined
}

export function ItemTable({ items, grading }: ItemTableProps): ReactElement {
  const t = useText()
  const [shown, setShown] = useState<string | undefined>(undefined)
  const gradedOf = (code: string | undefined): GradedItem | undefined =>
    code === undefined ? undefined : grading?.items.find((item) => item.code === code)
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.item.name}</th>
            <th scope="col">{t.item.type}</th>
            <th scope="col">{t.item.grade}</th>
            <th scope="col">{t.item.identifier}</th>
            <th scope="col">{t.item.stored}</th>
            <th scope="col">{t.item.mask}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.code}>
              <td>
                {item.name}
                <code className="under">{item.code}</code>
                {item.meaning !== null && <span className="item-said">{item.meaning}</span>}
              </td>
              <td>
                {t.item.types[item.type]}
                {item.maxLength !== null && <span className="quiet"> ≤ {item.maxLength}</span>}
                {!item.nullable && <span className="quiet under">{t.item.never}</span>}
                {item.codeList !== null && <span className="quiet under">{item.codeList}</span>}
              </td>
              <td>
                <GradeTag grade={item.grade} />
                <GradeOrigin graded={gradedOf(item.code)} onShow={() => setShown(item.code)} />
                {item.category !== null && <span className="quiet under">{t.item.categories[item.category]}</span>}
              </td>
              <td>
                {item.identifier === null ? <span className="quiet">—</span> : t.item.identifiers[item.identifier]}
              </td>
              <td>
                {item.sealed ? (
                  <span className="nowrap">
                    <LockGlyph /> {t.item.sealed}
                  </span>
                ) : (
                  <span className="quiet">{t.item.plain}</span>
                )}
              </td>
              <td>{item.mask === 'none' ? <span className="quiet">—</span> : t.item.masks[item.mask]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <GradingDrawer item={gradedOf(shown)} onClose={() => setShown(undefined)} />
    </div>
  )
}

interface GradeOriginProps {
  readonly graded: GradedItem | undefined
  readonly onShow: () => void
}

function GradeOrigin({ graded, onShow }: GradeOriginProps): ReactElement | null {
  const t = useText()
  if (graded === undefined || graded.suggestions.length + graded.records.length === 0) return null
  return (
    <span className="under">
      {graded.pending !== null && <span className="mark mark-near">{t.grading.pending(graded.pending.grade)}</span>}
      <Button type="link" size="small" onClick={onShow} aria-label={t.grading.of(graded.name)}>
        {t.grading.origin}
      </Button>
    </span>
  )
}
