import { uuidv7 } from 'uuidv7'
import { canonicalize, encodeUtf8, toHex } from '@fadu/audit-log'
import { normalizeCreditCode, normalizeResidentId } from '@fadu/privacy'
import { sm3 } from '@fadu/smcrypto'
import type { Act, ActFacts } from '../../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../../platform/auth/principal.ts'
import type { Tx } from '../../../platform/db/open-database.ts'
import { Problem, type FieldProblem } from '../../../platform/problem/index.ts'
import {
  isPlace,
  sealCorrectionLine,
  type CorrectionLine,
  type CorrectionTarget,
  type StoredValue,
} from '../../../platform/release/correction-lines.ts'
import type { Dataset, DatasetKeys, DatasetStore } from '../../../platform/release/dataset-store.ts'
import { parseValue } from '../pipeline/parse-rows.ts'
import { formatReference } from './reference.ts'

/** A line as it was sent: values as they would stand in a file, or as JSON has them. */
export interface RequestedLine {
  readonly target: CorrectionTarget
  readonly values: Readonly<Record<string, string | number | boolean | null>>
}

export interface PreparedCorrection {
  readonly id: string
  /** What a form names it by. */
  readonly reference: string
  readonly items: readonly string[]
  readonly lines: number
}

/** Lines of one correction at most: it is applied in the transaction of one act. */
export const mostLines = 1000

interface PrepareFacts extends ActFacts {
  readonly dataset: Dataset
}

/**
 * Keeps what a correction would write, checked and sealed, for a case to refer to. Nothing of the data changes, and nothing is
 * said about the rows: whether a key is in the dataset is seen when the correction is applied.
 */
export function prepareCorrection(
  deps: { readonly datasets: DatasetStore; readonly load: (tx: Tx) => Promise<PrepareFacts>; readonly now: () => Date },
  principal: AccountPrincipal,
  requested: readonly RequestedLine[],
): Act<PrepareFacts, PreparedCorrection> {
  return {
    action: 'correction.prepare',
    load: deps.load,
    carryOut: async (tx, { dataset }) => {
      const lines = checkedLines(dataset, requested)
      const keys = await deps.datasets.keysOf(tx, dataset)
      const id = uuidv7()
      const items = [...new Set(lines.flatMap((l) => Object.keys(l.values)))].toSorted()
      const digest = digestOf(keys, id, lines)
      await tx
        .insertInto('correction')
        .values({
          id,
          dataset_id: dataset.id,
          digest,
          key_version: dataset.keyVersion,
          items,
          lines: lines.length,
          state: 'prepared',
          organization_id: principal.organization.id,
          account_id: principal.id,
          prepared_at: deps.now(),
          batch_id: null,
          case_id: null,
          consent: null,
          consent_by: null,
          settled_at: null,
        })
        .execute()
      await tx
        .insertInto('correction_line')
        .values(
          lines.map((content, i) => ({
            correction_id: id,
            line: i + 1,
            items: Object.keys(content.values),
            sealed: sealCorrectionLine(keys, id, i + 1, content),
            target_batch: null,
            target_line: null,
          })),
        )
        .execute()
      return { id, reference: formatReference({ id, digest }), items, lines: lines.length }
    },
    trace: ({ dataset }, prepared) => ({
      subject: { type: 'Dataset', id: dataset.code },
      dataset: dataset.id,
      detail: {
        correction: prepared.id,
        digest: prepared.reference.split('/')[1],
        items: prepared.items,
        lines: prepared.lines,
      },
    }),
  }
}

/** Keyed: without the key of the dataset nobody can try values against it. */
function digestOf(keys: DatasetKeys, id: string, lines: readonly CorrectionLine[]): Uint8Array {
  // No item is called so: an index of this field is comparable with none of a column.
  return keys.indexer('@correction').index(toHex(sm3(encodeUtf8(canonicalize({ id, lines })))))
}

function checkedLines(dataset: Dataset, requested: readonly RequestedLine[]): readonly CorrectionLine[] {
  const faults: FieldProblem[] = []
  const lines = requested.map(({ target, values }, i): CorrectionLine => {
    const at = `body.lines.${i}`
    const checked: Record<string, StoredValue> = {}
    for (const [code, value] of Object.entries(values)) {
      const column = dataset.layout.find((c) => c.code === code)
      if (column === undefined) {
        faults.push({ field: `${at}.values.${code}`, expected: 'an item of the dataset' })
        continue
      }
      const parsed = parseValue(column, value === null ? '' : String(value), undefined)
      if (typeof parsed === 'object' && parsed !== null)
        faults.push({ field: `${at}.values.${code}`, expected: `a value of the item; ${parsed.fault}` })
      else checked[code] = parsed
    }
    if (Object.keys(values).length === 0) faults.push({ field: `${at}.values`, expected: 'at least one item' })
    return { target: checkedTarget(dataset, target, `${at}.target`, faults), values: checked }
  })
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults: faults.slice(0, 50) })
  return lines
}

function checkedTarget(
  dataset: Dataset,
  target: CorrectionTarget,
  at: string,
  faults: FieldProblem[],
): CorrectionTarget {
  if (isPlace(target)) return target
  const item = dataset.layout.find((c) => c.code === target.item)
  if (item === undefined || item.identifier === null) {
    faults.push({ field: `${at}.item`, expected: 'an identifier of the dataset' })
    return target
  }
  return { item: item.code, value: normalizeIdentifier(item.identifier, target.value) }
}

/** The form in which an identifier was indexed. */
export function normalizeIdentifier(kind: 'residentId' | 'creditCode' | 'other', value: string): string {
  if (kind === 'residentId') return normalizeResidentId(value)
  return kind === 'creditCode' ? normalizeCreditCode(value) : value.trim()
}
