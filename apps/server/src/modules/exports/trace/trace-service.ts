import {
  evidenceBits,
  falseAccusation,
  masksOf,
  weigh,
  type CandidateEvidence,
  type Count,
  type Transform,
} from '@fadu/privacy'
import { toHex } from '@fadu/audit-log'
import type { Act, ActFacts } from '../../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../../platform/auth/principal.ts'
import type { Db } from '../../../platform/db/open-database.ts'
import { platformResource } from '../../../platform/law/gate.ts'
import { chunksOf, createChunkReader } from '../../../platform/release/batch-rows.ts'
import { DatasetMoved } from '../../../platform/release/dataset-keys.ts'
import { Problem } from '../../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../../platform/release/dataset-store.ts'
import type { Pseudonyms } from '../../../platform/release/pseudonyms.ts'
import type { TerritoryTree } from '../../../platform/territory/territory-tree.ts'
import { conditionsOf } from '../export-row.ts'
import type { ExportMarks } from '../mark-keys.ts'
import { readCandidates, type Candidate } from './candidates.ts'
import type { Leak } from './leak.ts'
import { countMarks, shownBy, shownText, type LikeRow, type Rendering } from './recognise.ts'

export interface NamedExport {
  readonly export: string
  readonly dataset: string
  readonly grant: string
  readonly application: { readonly id: string; readonly name: string }
  readonly organization: { readonly id: string; readonly name: string }
  readonly purpose: string
  readonly matter: string
  /** When its file was ready, and the entry of the evidence log that says what it holds. */
  readonly madeAt: string
  readonly receipt: string
  /** How much likelier the file is if it comes from this export than if it does not: 2 to this power. */
  readonly bits: number
  /** Rows of the file that are rows of it. */
  readonly recognised: number
  readonly evidence: readonly (Count & { readonly bits: number })[]
}

/** A grant whose pseudonyms stand in the file, whichever of its exports or calls they came from. */
export interface NamedGrant {
  readonly grant: string
  readonly dataset: string
  readonly application: { readonly id: string; readonly name: string }
  readonly organization: { readonly id: string; readonly name: string }
  readonly bits: number
  /** Different pseudonyms of the file that are its own. */
  readonly pseudonyms: number
}

export interface TraceResult {
  readonly file: { readonly sm3: string; readonly rows: number; readonly columns: readonly string[] }
  readonly candidates: number
  /** Bits from which on an export is named. */
  readonly threshold: number
  /** Bound of the probability that any export is named that the file does not come from. */
  readonly falseAccusation: number
  readonly conclusion: 'named' | 'grantNamed' | 'undetermined' | 'noExports' | 'noColumns'
  readonly named: readonly NamedExport[]
  readonly grants: readonly NamedGrant[]
  /** Of the strongest export that is not named: how near it came, not which it is. */
  readonly strongestOther: number | null
}

export interface TraceService {
  /** Compares a file with all exports that the asker answers for. Reads rows; nothing of them is in the result. */
  compare(
    principal: AccountPrincipal,
    leak: Leak,
    contentHash: Uint8Array,
    dataset: string | undefined,
  ): Promise<TraceResult>
  /** The record of a comparison, durable before its result is shown. */
  record(result: TraceResult): Act<ActFacts, TraceResult>
}

const likesKept = 4
const rowsAtOnce = 4096

export function createTraceService(deps: {
  readonly db: Db
  readonly datasets: DatasetStore
  readonly territories: () => TerritoryTree
  readonly pseudonyms: Pseudonyms
  readonly markKeys: (exportId: string) => ExportMarks
}): TraceService {
  const { db, datasets, territories, pseudonyms, markKeys } = deps

  const compare: TraceService['compare'] = async (principal, leak, contentHash, asked) => {
    const file = { sm3: toHex(contentHash), rows: leak.rows.length, columns: leak.columns }
    const all = principal.roles.includes('auditAdmin')
    const within = all ? undefined : territories().within(principal.organization.territory)
    const candidates = await readCandidates(db, { dataset: asked, within })
    const weighed: (CandidateEvidence<Candidate> & { readonly recognised: number })[] = []
    const ofGrants = new Map<string, CandidateEvidence<Candidate>>()
    let isKnown = false
    for (const [id, ofDataset] of grouped(candidates, (c) => c.dataset_id)) {
      const dataset = await datasets.byId(db, id)
      for (const group of renderedAlike(leak, dataset, ofDataset)) {
        isKnown ||= group.rendering.items.length > 0 || leak.columns.includes('_ref')
        const { likes, pseudonymous } = await readLikes(leak, dataset, group)
        if (pseudonymous.trials > 0) {
          const [candidate] = group.candidates
          const before = ofGrants.get(candidate!.grant_id)?.counts ?? []
          ofGrants.set(candidate!.grant_id, { candidate: candidate!, counts: [strongest([...before, pseudonymous])] })
        }
        for (const candidate of group.candidates) {
          const made = {
            fields: candidate.fields,
            upTo: candidate.up_to_batch,
            withheldPerMille: candidate.withheld_per_mille,
          }
          const { counts, recognised } = countMarks(leak, markKeys(candidate.id), made, group.rendering, likes)
          weighed.push({ candidate, counts, recognised })
        }
      }
    }
    // Exports and grants are weighed under one bound.
    const among = weighed.length + ofGrants.size
    const { threshold, candidates: ranked } = weigh(weighed, among)
    const grants = weigh([...ofGrants.values()], among).candidates.filter((g) => g.named)
    const recognisedOf = new Map(weighed.map((w) => [w.candidate.id, w.recognised]))
    const named = ranked.filter((r) => r.named)
    return {
      file,
      candidates: candidates.length,
      threshold,
      falseAccusation,
      conclusion: conclude(),
      named: named.map((n) => toNamed(n.candidate, n.counts, n.bits, recognisedOf.get(n.candidate.id)!)),
      grants: grants.map((g) => ({ ...partiesOf(g.candidate), bits: g.bits, pseudonyms: g.counts[0]!.hits })),
      strongestOther: ranked.find((r) => !r.named)?.bits ?? null,
    }

    function conclude(): TraceResult['conclusion'] {
      if (named.length > 0) return 'named'
      if (grants.length > 0) return 'grantNamed'
      if (candidates.length === 0) return 'noExports'
      return isKnown ? 'undetermined' : 'noColumns'
    }
  }

  /** Exports that show the columns of the file alike, so that the rows of their dataset are read once for all of them. */
  function renderedAlike(leak: Leak, dataset: Dataset | undefined, candidates: readonly Candidate[]) {
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
  async function readLikes(
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
    for (const chunks of inReadings(await chunksOf(db, dataset, scope))) {
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

  return {
    compare,
    record: (result) => ({
      action: 'trace.run',
      load: () => Promise.resolve({ resource: platformResource }),
      carryOut: () => Promise.resolve(result),
      trace: () => ({
        detail: {
          file: result.file.sm3,
          rows: result.file.rows,
          candidates: result.candidates,
          conclusion: result.conclusion,
          named: result.named.map((n) => ({ export: n.export, grant: n.grant, bits: Math.floor(n.bits) })),
          grants: result.grants.map((g) => ({ grant: g.grant, bits: Math.floor(g.bits) })),
        },
      }),
    }),
  }
}

interface RenderedGroup {
  readonly rendering: Rendering
  /** By item: whether it is shown as pseudonyms, which belong to the grant. */
  readonly pseudonymous: readonly boolean[]
  readonly transforms: readonly (Transform | undefined)[]
  readonly where: ReturnType<typeof conditionsOf>
}

/** A pseudonym has 128 bits: that one of a dataset is met by chance is rarer than this for any dataset. */
const pseudonymChance = 2 ** -48

function strongest(counts: readonly Count[]): Count {
  return counts.reduce((most, count) => (count.hits > most.hits ? count : most))
}

function partiesOf(c: Candidate) {
  return {
    dataset: c.dataset_code,
    grant: c.grant_id,
    application: { id: c.application_id, name: c.application_name },
    organization: { id: c.organization_id, name: c.organization_name },
  }
}

function toNamed(c: Candidate, counts: readonly Count[], bits: number, recognised: number): NamedExport {
  return {
    ...partiesOf(c),
    export: c.id,
    purpose: c.purpose,
    matter: c.matter,
    madeAt: c.finished_at!.toISOString(),
    receipt: c.receipt!,
    bits,
    recognised,
    evidence: counts.filter((count) => count.trials > 0).map((count) => ({ ...count, bits: evidenceBits(count) })),
  }
}

/** A key that takes another's place, or a layout that changes, in the middle of a comparison: it is made again. */
function askAgain(error: unknown): never {
  throw error instanceof DatasetMoved ? new Problem({ code: 'BUSY', retrySeconds: 5 }) : error
}

function grouped<T>(things: readonly T[], by: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) groups.set(by(thing), [...(groups.get(by(thing)) ?? []), thing])
  return groups
}

function inReadings<T extends { readonly rows: number }>(chunks: readonly T[]): readonly (readonly T[])[] {
  const readings: T[][] = []
  let rows = Infinity
  for (const chunk of chunks) {
    rows += chunk.rows
    if (rows > rowsAtOnce) {
      readings.push([])
      rows = chunk.rows
    }
    readings.at(-1)!.push(chunk)
  }
  return readings
}
