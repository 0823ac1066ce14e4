import type { ReactElement } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { notificationsQuery } from '../api/queries.ts'
import { useText } from '../text/text.tsx'

const askedEveryMs = 60_000

/** How much my organisation was told and has not read. The unread come first, so the first page tells; a full one tells “and more”. */
export function Bell(): ReactElement {
  const t = useText()
  const told = useInfiniteQuery({ ...notificationsQuery, refetchInterval: askedEveryMs })
  const [page] = told.data?.pages ?? []
  const unread = page?.items.filter((item) => item.readAt === null).length ?? 0
  const count = unread === page?.items.length && page.next !== null ? `${unread}+` : String(unread)
  return (
    <Link to="/notifications" className="bell" aria-label={t.told.bell(count)}>
      <BellGlyph />
      {unread > 0 && (
        <span className="bell-count" aria-hidden="true">
          {count}
        </span>
      )}
    </Link>
  )
}

function BellGlyph(): ReactElement {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M8 2a4 4 0 0 0-4 4v3l-1.5 2.5h11L12 9V6a4 4 0 0 0-4-4zM6.5 13.5a1.5 1.5 0 0 0 3 0"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
    </svg>
  )
}
