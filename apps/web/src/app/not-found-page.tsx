import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import { Empty, Page } from '../shared/page.tsx'
import { useText } from '../text/text.tsx'

export function NotFoundPage(): ReactElement {
  const t = useText()
  return (
    <Page title={t.notFound.title}>
      <Empty title={t.notFound.what}>
        <Link to="/desk">{t.notFound.back}</Link>
      </Empty>
    </Page>
  )
}
