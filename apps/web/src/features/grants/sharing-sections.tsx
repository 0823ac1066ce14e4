import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { sharingQuery } from '../../api/queries.ts'
import { today } from '../../lib/dates.ts'
import { CaseRow } from '../../shared/case-row.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Section } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'

/** What the agency has to answer of requests to share and to open, by due day, and the data it shares and opens. */
export function SharingSections(): ReactElement | null {
  const t = useText()
  const sharing = useQuery(sharingQuery)
  if (sharing.isError) return <FaultView asked={t.grants.toAnswer} fault={sharing.error} />
  if (!sharing.isSuccess) return null
  const { toAnswer, provided } = sharing.data
  return (
    <>
      {toAnswer.length > 0 && (
        <Section title={t.grants.toAnswer}>
          <ul className="rows">
            {toAnswer.map((item) => (
              <CaseRow key={item.id} item={item} today={today()} shows="clock" />
            ))}
          </ul>
        </Section>
      )}
      {provided.items.length > 0 && (
        <Section title={t.grants.provided}>
          <ul className="rows">
            {provided.items.map(({ entry, shareAttribute, openAttribute, grants }) => (
              <li key={entry.id} className="row">
                <div className="row-main">
                  <Link to="/catalog/$id" params={{ id: entry.id }} className="row-title">
                    {entry.name}
                  </Link>
                  <div className="row-sub">
                    <span>{attributeName(t.choices, 'shareAttribute', shareAttribute)}</span>
                    <span>{attributeName(t.choices, 'openAttribute', openAttribute)}</span>
                    <span>{t.grants.standing(grants)}</span>
                  </div>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function attributeName(words: Readonly<Record<string, string>>, kind: string, value: string | null): string {
  const name = `${kind}.${value ?? 'unset'}`
  return words[name] ?? value ?? ''
}
