import type { ReactElement } from 'react'
import { markedParts } from './marked-parts.ts'

export interface HighlightedProps {
  readonly text: string
  readonly sought: string
}

/** A text with what was sought in it marked. What matched in another way, such as by its sound, has nothing to mark. */
export function Highlighted({ text, sought }: HighlightedProps): ReactElement {
  return <>{markedParts(text, sought).map((part, i) => (part.marked ? <mark key={i}>{part.text}</mark> : part.text))}</>
}
