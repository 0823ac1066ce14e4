import type { ComponentProps, ReactElement } from 'react'
import { Input } from 'antd'

export type GrowingTextProps = Omit<ComponentProps<typeof Input.TextArea>, 'autoSize' | 'rows'> & {
  /** Lines that it has at least and at most. */
  readonly least?: number
  readonly most?: number
}

/**
 * A text that grows with what is written into it, by the style sheet: measuring it with a script would need style attributes, which
 * the policy of the page forbids. Where the browser does not know how, it scrolls.
 */
export function GrowingText({ least = 1, most, className = '', ...rest }: GrowingTextProps): ReactElement {
  // Where the height follows the text, the number of rows is not looked at.
  const style = { minHeight: height(least), maxHeight: most === undefined ? undefined : height(most) }
  return <Input.TextArea {...rest} rows={least} className={`grows ${className}`} style={style} />
}

/** So many lines and the padding and border around them. */
function height(lines: number): string {
  return `calc(${lines}lh + 10px)`
}
