export interface TrendSize {
  readonly width: number
  readonly height: number
}

/** Length of what stands for a value that is alone. */
const stroke = 6

/**
 * A line through values at equal distances as the path of an SVG, highest at the top. It is broken where there is no value; a
 * value that stands alone is a short stroke.
 */
export function trendPath(values: readonly (number | null)[], { width, height }: TrendSize): string {
  const there = values.filter((value) => value !== null)
  const [low, high] = [Math.min(...there), Math.max(...there)]
  const step = width / Math.max(1, values.length - 1)
  const y = (value: number): number => (high === low ? height / 2 : height - ((value - low) / (high - low)) * height)
  const parts = values.map((value, i) => {
    if (value === null) return ''
    const isFirst = (values[i - 1] ?? null) === null
    const isAlone = isFirst && (values[i + 1] ?? null) === null
    const at = round(y(value))
    if (isAlone) return `M${round(Math.min(Math.max(i * step - stroke / 2, 0), width - stroke))} ${at}h${stroke}`
    return `${isFirst ? 'M' : 'L'}${round(i * step)} ${at}`
  })
  return parts.join('')
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}
