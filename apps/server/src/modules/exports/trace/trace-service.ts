import { evidenceBits, falseAccusation, weigh, type CandidateEvidence, type Count } from '@fadu/privacy'
import { toHex } from '@fadu/audit-log'
import type { Act, ActFacts } from '../../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../../platform/auth/principal.ts'
import type { Db } from '../../../platform/db/open-database.ts'
import { platformResource } from '../../../platform/law/gate.ts'
import type { DatasetStore } from '../../../platform/release/dataset-store.ts'
import type { Pseudonyms } from '../../../platform/release/pseudonyms.ts'
import type { TerritoryTree } from '../../../platform/territory/territory-tree.ts'
import type { ExportMarks } from '../mark-keys.ts'
import { readCandidates, type Candidate } from './candidates.ts'
import type { Leak } from './leak.ts'
import { countMarks } from './recognise.ts'
import { readLikes, renderedAlike } from './read-likes.ts'
import type { NamedExport, TraceResult } from './trace-result.ts'

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

export function createTraceService(deps: {
  readonly db: Db
  readonly datasets: DatasetStore
  readonly territories: () => TerritoryTree
  readonly pseudonyms: Pseudonyms
  readonly markKeys: (exportId: string) => ExportMarks
}): TraceService {
  const { db, datasets, territories, pseudonyms, markKeys } = deps

  const compare: TraceService['compare'] = async (principal, leak, contentHash, asked) => {
    const file = { sm3: toHex(contentHash), rows: leak.rows.length, columns: [...leak.columns] }
    const all = principal.roles.includes('auditAdmin')
    const within = all ? undefined : territories().within(principal.organization.territory)
    const candidates = await readCandidates(db, { dataset: asked, within })
    const weighed: (CandidateEvidence<Candidate> & { readonly recognised: number })[] = []
    const ofGrants = new Map<string, CandidateEvidence<Candidate>>()
    let isKnown = false
    for (const [id, ofDataset] of grouped(candidates, (c) => c.dataset_id)) {
      const dataset = await datasets.byId(db, id)
      for (const group of renderedAlike(leak, dataset, ofDataset, pseudonyms)) {
        isKnown ||= group.rendering.items.length > 0 || leak.columns.includes('_ref')
        const { likes, pseudonymous } = await readLikes({ db, datasets }, leak, dataset, group)
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
    evidence: counts.flatMap(({ kind, ...count }) =>
      // Pseudonyms are of a grant and not of one of its exports.
      kind === 'pseudonym' || count.trials === 0 ? [] : [{ kind, ...count, bits: evidenceBits({ kind, ...count }) }],
    ),
  }
}

function grouped<T>(things: readonly T[], by: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) groups.set(by(thing), [...(groups.get(by(thing)) ?? []), thing])
  return groups
}
