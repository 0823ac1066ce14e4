import { possibleIf, yesIf, type Detector } from '../detector.ts'
import { charsets, hints } from '../shape.ts'

/** Longitude and latitude together, within China and precise to a hundred metres or better; also WKT points. */
export const coordinatePairDetector: Detector = {
  category: 'coordinates',
  admits: [{ charset: charsets.ascii, lengths: [11, 60], hint: hints.dot, without: hints.colon | hints.at }],
  judge: (text) => yesIf(isPair(text)),
}

/** One of the two: with three decimals or more, or in degrees, minutes and seconds. */
export const coordinateDetector: Detector = {
  category: 'coordinates',
  admits: [
    { charset: charsets.ascii, lengths: [6, 20], hint: hints.dot, without: hints.colon },
    { charset: charsets.mixed, lengths: [5, 20] },
  ],
  judge: (text) => possibleIf(axisOf(text) !== undefined || sexagesimal.test(text)),
}

const pair = /^(?:POINT ?)?[([]?\s?([EN]?\d{1,3}\.\d{3,15})(?:\s?[,;]\s?| )([EN]?\d{1,3}\.\d{3,15})\s?[)\]]?$/i
const sexagesimal = /^[东西南北EN]?[经纬]?\d{1,3}[°度]\d{1,2}(?:\.\d+)?(?:[′'分](?:\d{1,2}(?:\.\d+)?[″"秒]?)?)?[EN]?$/

function isPair(text: string): boolean {
  const found = pair.exec(text)
  if (found === null) return false
  const axes = [axisOf(found[1]!), axisOf(found[2]!)]
  return axes.includes('longitude') && axes.includes('latitude')
}

/**
 * Which axis a decimal number can be of, by the extent of China (73°–136° E, 3°–54° N).
 *
 * @returns Undefined for what has fewer than three decimals or lies outside.
 */
export function axisOf(text: string): 'longitude' | 'latitude' | undefined {
  const found = /^[EN]?(\d{1,3})\.\d{3,15}$/i.exec(text)
  if (found === null) return undefined
  const degrees = Number(found[1])
  if (degrees >= 73 && degrees <= 135) return 'longitude'
  return degrees >= 3 && degrees <= 53 ? 'latitude' : undefined
}
