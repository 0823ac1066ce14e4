import { useState, type ReactElement } from 'react'
import { Radio } from 'antd'
import { useInfiniteQuery, type UseInfiniteQueryResult, type InfiniteData } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Performed } from '../../api/client.ts'
import { auditQuery, personSearchQuery } from '../../api/queries.ts'
import type { AuditQuestion, Evidence, Page as PageOf, PersonQuestion } from '../../api/types.ts'
import { Empty, Page } from '../../shared/page.tsx'
import { PagedList } from '../../shared/paged-list.tsx'
import { useText } from '../../text/text.tsx'
import { AuditSearch } from './audit-search.tsx'
import { EvidenceTable } from './evidence-table.tsx'
import { PersonSearch } from './person-search.tsx'

/** The evidence of everybody, newest first. Reading it is itself evidence. */
export function AuditPage(): ReactElement {
  const t = useText()
  const [mode, setMode] = useState<'entries' | 'person'>('entries')
  return (
    <Page
      title={t.rail.audit}
      lead={t.audit.lead}
      actions={
        <Link to="/audit/log" className="button">
          {t.log.toLog}
        </Link>
      }
    >
      <div className="filters">
        <Radio.Group
          aria-label={t.audit.mode}
          optionType="button"
          value={mode}
          options={[
            { value: 'entries', label: t.audit.modes.entries },
            { value: 'person', label: t.audit.modes.person },
          ]}
          onChange={(e) => setMode(e.target.value as 'entries' | 'person')}
        />
      </div>
      {mode === 'entries' ? <Entries /> : <Person />}
    </Page>
  )
}

function Entries(): ReactElement {
  const [question, setQuestion] = useState<AuditQuestion>({})
  const entries = useInfiniteQuery(auditQuery(question))
  return (
    <>
      <AuditSearch loading={entries.isFetching} onSearch={setQuestion} />
      <Found entries={entries} />
    </>
  )
}

/** Nothing is asked before somebody has said whom, why and under which number. */
function Person(): ReactElement {
  const [asked, setAsked] = useState<PersonQuestion>()
  const [times, setTimes] = useState(0)
  const entries = useInfiniteQuery(personSearchQuery(asked, times))
  return (
    <>
      <PersonSearch
        loading={entries.isFetching}
        onSearch={(question) => {
          setAsked(question)
          setTimes((n) => n + 1)
        }}
      />
      {asked !== undefined && <Found entries={entries} />}
    </>
  )
}

interface FoundProps {
  readonly entries: UseInfiniteQueryResult<InfiniteData<Performed<PageOf<Evidence>>>>
}

function Found({ entries }: FoundProps): ReactElement {
  const t = useText()
  const items = entries.data?.pages.flatMap((page) => page.result.items) ?? []
  const receipt = entries.data?.pages.at(-1)?.act.receipt
  return (
    <>
      {receipt !== undefined && (
        <p className="quiet" role="status">
          {t.audit.recorded}{' '}
          <Link className="seal-link" to="/proof/$entry" params={{ entry: receipt }}>
            {t.seal}
          </Link>
        </p>
      )}
      <PagedList
        asked={t.rail.audit}
        query={entries}
        shown={items.length}
        empty={<Empty title={t.audit.none} />}
        skeletonRows={8}
        sheet
      >
        <EvidenceTable items={items} />
      </PagedList>
    </>
  )
}
