import type { ReactNode } from 'react'

/** One state of a component, told everything; feeds the gallery and the render test. */
export interface Example {
  readonly name: string
  readonly node: ReactNode
}
