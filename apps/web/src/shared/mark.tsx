import type { ReactElement } from 'react'

/** The balance, drawn with the ink of the theme. */
export function Mark(): ReactElement {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
      <rect width="32" height="32" rx="5" fill="var(--ink)" />
      <path
        d="M9 8h14M16 8v16M10 24h12M9 8l-4 9h8zM23 8l-4 9h8z"
        fill="none"
        stroke="var(--onInk)"
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  )
}
