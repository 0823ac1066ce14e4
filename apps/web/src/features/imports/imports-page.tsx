import type { ReactElement } from 'react'
import { Button } from 'antd'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { newIdempotencyKey, uploadTable, withQuery, type Performed } from '../../api/client.ts'
import { importsQuery } from '../../api/queries.ts'
import type { CatalogImport } from '../../api/types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { useDownload } from '../../shared/download.ts'
import { DropZone } from '../../shared/drop-zone.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useLanguage, useText } from '../../text/text.tsx'

interface Begun {
  readonly id: string
}

/** A whole catalog from the table in which the agency keeps it. Uploading changes nothing: first one sees what it would do. */
export function ImportsPage(): ReactElement {
  const t = useText()
  const navigate = useNavigate()
  const upload = useMutation({
    mutationFn: (file: File) =>
      uploadTable<Performed<Begun>>(
        withQuery('/api/v1/catalog-imports', { fileName: file.name.slice(0, 200) }),
        file,
        newIdempotencyKey(),
      ),
    onSuccess: ({ result }) => void navigate({ to: '/catalog/import/$id', params: { id: result.id } }),
  })
  return (
    <Page
      title={t.imports.title}
      trail={<Link to="/catalog">{t.rail.catalog}</Link>}
      lead={t.imports.lead}
      actions={<TemplateButtons />}
    >
      <DropZone
        label={t.imports.drop}
        help={t.imports.dropHelp}
        accept=".xlsx,.csv"
        loading={upload.isPending}
        onFile={(file) => upload.mutate(file)}
      />
      {upload.error !== null && <FaultView asked={t.imports.title} fault={upload.error} />}
      <Before />
    </Page>
  )
}

/** The empty table of the regime, to be filled in. */
function TemplateButtons(): ReactElement {
  const t = useText()
  const download = useDownload()
  return (
    <>
      <Button
        loading={download.isPending}
        onClick={() => download.mutate(withQuery('/api/v1/catalog-template', { format: 'xlsx' }))}
      >
        {t.imports.template}
      </Button>
      {download.error !== null && <FaultView asked={t.imports.template} fault={download.error} />}
    </>
  )
}

function Before(): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const imports = useQuery(importsQuery)
  return (
    <Section title={t.imports.before}>
      {imports.isPending && <RowsSkeleton rows={2} />}
      {imports.isError && <FaultView asked={t.imports.before} fault={imports.error} />}
      {imports.data?.length === 0 && <p className="quiet">{t.imports.none}</p>}
      <ul className="rows">
        {(imports.data ?? []).map((item) => (
          <li key={item.id} className="row">
            <div className="row-main">
              <Link to="/catalog/import/$id" params={{ id: item.id }} className="row-title">
                {item.fileName}
              </Link>
              <div className="row-sub">
                <time dateTime={item.createdAt}>{sayInstant(item.createdAt, language)}</time>
                {item.outcome !== null && <span>{sayOutcome(item)}</span>}
              </div>
            </div>
            <span className="tag">{t.imports.states[item.state]}</span>
          </li>
        ))}
      </ul>
    </Section>
  )

  function sayOutcome({ outcome }: CatalogImport): string {
    return outcome === null ? '' : t.imports.outcome(outcome.created, outcome.changed, outcome.unchanged)
  }
}
