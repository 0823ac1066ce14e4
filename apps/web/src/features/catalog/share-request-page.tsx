import type { ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { entryQuery, procedureQuery, regimeQuery } from '../../api/queries.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { OpeningForm } from '../../shared/opening-form.tsx'
import { Page, RowsSkeleton } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'

/** Asks another organisation for data of a published entry, with the form of the regime that governs it. */
export function ShareRequestPage(): ReactElement {
  const t = useText()
  const { id } = useParams({ from: '/catalog/$id/request' })
  const entry = useQuery(entryQuery(id))
  const territory = entry.data?.territory ?? ''
  const regime = useQuery({ ...regimeQuery(territory), enabled: entry.data !== undefined })
  const procedure = useQuery({ ...procedureQuery(territory, 'share.request'), enabled: entry.data !== undefined })
  const fault = entry.error ?? regime.error ?? procedure.error
  const isReady = entry.data !== undefined && regime.data !== undefined && procedure.data !== undefined
  return (
    <Page
      title={t.share.title(entry.data?.name ?? '')}
      trail={
        <Link to="/catalog/$id" params={{ id }}>
          {entry.data?.name ?? t.entry.one}
        </Link>
      }
      lead={t.share.lead}
    >
      {fault !== null && <FaultView asked={t.share.begin} fault={fault} />}
      {fault === null && !isReady && <RowsSkeleton rows={6} />}
      {isReady && (
        <OpeningForm
          procedure={procedure.data}
          form={regime.data.forms.find((f) => f.name === procedure.data.opens.form)}
          subject={{ type: 'catalogEntry', id: entry.data.id, territory: entry.data.territory }}
          regime={regime.data}
          submit={t.share.submit}
        />
      )}
    </Page>
  )
}
