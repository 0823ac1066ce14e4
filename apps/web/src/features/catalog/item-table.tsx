import type { ReactElement } from 'react'
import type { Item } from '../../api/types.ts'
import { GradeTag } from '../../components/grade-tag/grade-tag.tsx'
import { LockGlyph } from '../../components/sealed-value/sealed-value.tsx'
import { useText } from '../../text/text.tsx'

export interface ItemTableProps {
  readonly items: readonly Item[]
}

export function ItemTable({ items }: ItemTableProps): ReactElement {
  const t = useText()
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
              </td>
              <td>
                {t.item.types[item.type]}
                {item.maxLength !== null && <span className="quiet"> ≤ {item.maxLength}</span>}
                {!item.nullable && <span className="quiet under">{t.item.never}</span>}
              </td>
              <td>
                <GradeTag grade={item.grade} />
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
    </div>
  )
}
