import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  divisionsFileOf,
  readDivisions,
  RESIDENT_COLUMNS,
  syntheticResidents,
  toCsv,
  villagesOf,
  type PrefectureWithData,
  type Resident,
} from '@fadu/testkit'

export interface ResidentFile {
  readonly csv: string
  /** Whom the walk looks up: an adult with a mobile number. */
  readonly person: Resident
}

/**
 * Synthetic residents of a prefecture as a CSV file, the same for the same run: a repeated upload has the same bytes.
 *
 * @param p.county - Six digits; only people whose number begins so. All counties when left out.
 * @param p.spoilLast - Adds one row whose number has a wrong check digit.
 */
export async function residentFile(p: {
  readonly runId: string
  readonly prefecture: PrefectureWithData
  readonly county?: string
  readonly count: number
  readonly spoilLast: boolean
}): Promise<ResidentFile> {
  const divisions = readDivisions(await readFile(divisionsFileOf(p.prefecture), 'utf8'))
  const villages = villagesOf(divisions).filter((v) => v.countyCode.startsWith(p.county ?? ''))
  const asOf = '2026-01-01'
  const rows = [
    ...syntheticResidents({ seed: seedOf(`${p.runId}/${p.prefecture}`), count: p.count + 20, villages, asOf }),
  ]
  const withMobile = rows.findIndex((r) => r.mobile !== null && r.birthDate < '2000-01-01')
  const [person] = rows.splice(Math.max(withMobile, 0), 1)
  const residents = [person!, ...rows.slice(0, p.count - 1)]
  const spoilt = p.spoilLast ? [withWrongCheckDigit(rows[p.count]!)] : []
  return { csv: [...toCsv(RESIDENT_COLUMNS, [...residents, ...spoilt])].join(''), person: person! }
}

function seedOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0)
}

function withWrongCheckDigit(resident: Resident): Resident {
  const { residentId } = resident
  return { ...resident, residentId: residentId.slice(0, -1) + (residentId.endsWith('1') ? '2' : '1') }
}
