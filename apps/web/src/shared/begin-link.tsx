import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import { useText } from '../text/text.tsx'
import { useSession } from './session.ts'
import { isOffice } from './who.ts'

/** Where work begins when there is none: with the data to ask for, or for the public with what can be asked. */
export function BeginLink(): ReactElement {
  const t = useText()
  if (isOffice(useSession())) return <Link to="/catalog">{t.desk.toCatalog}</Link>
  return <Link to="/procedures">{t.desk.toProcedures}</Link>
}
