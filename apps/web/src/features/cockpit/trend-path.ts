export interface TrendSize {
  readonly width: number
  readonly height: number
}

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
    const at = `${round(i * step)} ${round(y(value))}`
    return `${isFirst ? 'M' : 'L'}${at}${isAlone ? 'h1' : ''}`
  })
  return parts.join('')
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}
