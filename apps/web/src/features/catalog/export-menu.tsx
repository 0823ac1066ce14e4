import type { ReactElement } from 'react'
import { Button, Dropdown } from 'antd'
import { withQuery } from '../../api/client.ts'
import { useDownload } from '../../shared/download.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useText } from '../../text/text.tsx'
import type { CatalogSearch } from './catalog-search.ts'

export interface ExportMenuProps {
  readonly search: CatalogSearch
}

const formats = ['xlsx', 'csv'] as const

/** The catalog as the tables in which agencies keep it: of one agency where the list is narrowed to it. */
export function ExportMenu({ search }: ExportMenuProps): ReactElement {
  const t = useText()
  const download = useDownload()
  const path = (format: string): string =>
    withQuery('/api/v1/catalog-exports', { territory: search.territory, organization: search.provider, format })
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: formats.map((format) => ({ key: format, label: t.catalog.formats[format] })),
          onClick: ({ key }) => download.mutate(path(key)),
        }}
      >
        <Button loading={download.isPending}>{t.catalog.exportAll}</Button>
      </Dropdown>
      {download.error !== null && <FaultView asked={t.catalog.exportAll} fault={download.error} />}
    </>
  )
}
