import { useState, type ReactElement } from 'react'
import { RouterProvider } from '@tanstack/react-router'
import { ComponentTheme } from '../theme/component-theme.tsx'
import { createAppRouter } from './router.tsx'

/** All pages, with the components that they are made of. */
export function Workbench(): ReactElement {
  const [router] = useState(createAppRouter)
  return (
    <ComponentTheme>
      <RouterProvider router={router} />
    </ComponentTheme>
  )
}
