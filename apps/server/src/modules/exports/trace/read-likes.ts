import { masksOf, type Count, type Transform } from '@fadu/privacy'
import type { Db } from '../../../platform/db/open-database.ts'
import { Problem } from '../../../platform/problem/index.ts'
import { chunksOf, createChunkReader, inReadings } from '../../../platform/release/batch-rows.ts'
import { DatasetMoved } from '../../../platform/release/dataset-keys.ts'
import type { Dataset, DatasetStore } from '../../../platform/release/dataset-store.ts'
import type { Pseudonyms } from '../../../platform/release/pseudonyms.ts'
import { conditionsOf } from '../export-row.ts'
import type { Candidate } from './candidates.ts'
import type { Leak } from './leak.ts'
import { shownBy, shownText, type LikeRow, type Rendering } from './recognise.ts'

const likesKept = 4
const rowsAtOnce = 4096

export interface RenderedGroup {
  readonly rendering: Rendering
  /** By item: whether it is shown as pseudonyms, which belong to the grant. */
  readonly pseudonymous: readonly boolean[]
  readonly transforms: readonly (Transform | undefined)[]
  readonly where: ReturnType<typeof conditionsOf>
}

/** A pseudonym has 128 bits: that one of a dataset is met by chance is rarer than this for any dataset. */
const pseudonymChance = 2 ** -48

/** Exports that show the columns of the file alike, so that the rows of their dataset are read once for all of them. */
export function renderedAlike(
  leak: Leak,
  dataset: Dataset | undefined,
  candidates: readonly Candidate[],
  pseudonyms: Pseudonyms,
): readonly (RenderedGroup & { readonly candidates: readonly Candidate[] })[] {
  const alike = new Map<string, RenderedGroup & { candidates: Candidate[] }>()
  for (const candidate of candidates) {
    const { masks } = candidate.terms
    const items = leak.columns.flatMap((name, column) => {
      const found = dataset?.layout.find((c) => c.code === name || c.name === name)
      if (found === undefined || !candidate.fields.includes(found.code)) return []
      return [{ code: found.code, column, masked: candidate.masked.includes(found.code) }]
    })
    const where = conditionsOf(candidate)
    const byGrade = candidate.masked_by_grade
    const pseudonymous = items.map((i) => masks[i.code]?.kind === 'pseudonym')
    const speaksOfGrant = pseudonymous.includes(true)
    const name = JSON.stringify([items, where, masks, byGrade, speaksOfGrant ? candidate.grant_id : ''])
    const group = alike.get(name) ?? {
      rendering: { items },
      pseudonymous,
      transforms: transformsOf(candidate),
      where,
      candidates: [],
    }
    group.candidates.push(candidate)
    alike.set(name, group)

    // The same masks as when the file was made, whatever the grant and the grades have become since.
    function transformsOf({ grant_id, terms }: Candidate): readonly (Transform | undefined)[] {
      const grade = (code: string): number => (byGrade.includes(code) ? 1 : 0)
      const columns = (dataset?.layout ?? []).map((c) => ({ code: c.code, mask: c.mask, grade: grade(c.code) }))
      const own = { masks: terms.masks, pseudonym: pseudonyms(grant_id) }
      const transforms = masksOf(columns, (g) => g === 0, own)
      return items.map((item) => transforms.get(item.code))
    }
  }
  return [...alike.values()]
}

/** Rows of the dataset, in every version, that look like rows of the file; some of each, since only single ones say anything. */
export async function readLikes(
  { db, datasets }: { readonly db: Db; readonly datasets: DatasetStore },
  leak: Leak,
  dataset: Dataset | undefined,
  { rendering, pseudonymous, transforms, where }: RenderedGroup,
): Promise<{ readonly likes: ReadonlyMap<string, readonly LikeRow[]>; readonly pseudonymous: Count }> {
  const likes = new Map<string, LikeRow[]>()
  const { items } = rendering
  const written = items.map(({ column }, i) =>
    pseudonymous[i] === true ? new Set(leak.rows.flatMap(({ cells }) => cells[column] ?? [])) : undefined,
  )
  const own = new Set<string>()
  const count = (): Count => {
    const trials = new Set(written.flatMap((set) => [...(set ?? [])])).size
    return { kind: 'pseudonym', trials, hits: own.size, chance: pseudonymChance }
  }
  if (dataset === undefined || dataset.custody === 'destroyed' || items.length === 0) {
    return { likes, pseudonymous: { ...count(), trials: 0 } }
  }
  for (const { cells } of leak.rows) {
    const shown = shownBy(rendering, cells)
    if (shown !== undefined) likes.set(shown, [])
  }
  const columns = items.map(({ code }) => dataset.layout.find((c) => c.code === code)!)
  const scope = { where }
  const reader = createChunkReader(datasets, columns, scope, transforms)
  for (const chunks of inReadings(await chunksOf(db, dataset, scope), rowsAtOnce)) {
    for (const row of await reader.read(db, dataset, chunks).catch(askAgain)) {
      const found = likes.get(shownText(row.cells))
      if (found !== undefined && found.length < likesKept) found.push(row)
      written.forEach((set, i) => {
        const cell = row.cells[i]
        if (cell !== null && cell !== undefined && set?.has(cell) === true) own.add(cell)
      })
    }
    // Others have their turn: a dataset of millions is read for seconds.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { likes, pseudonymous: count() }
}

/** A key that takes another's place, or a layout that changes, in the middle of a comparison: it is made again. */
function askAgain(error: unknown): never {
  throw error instanceof DatasetMoved ? new Problem({ code: 'BUSY', retrySeconds: 5 }) : error
}
