import type { LogHash, NoteVerifier } from '@fadu/audit-log'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { checkEvidence, type EvidenceReport, type Finding } from '../../platform/log/check-evidence.ts'
import type { EntryBody, EvidenceLog } from '../../platform/log/evidence-log.ts'
import { witnessVerifier } from '../../platform/log/witness-keys.ts'
import { Problem } from '../../platform/problem/index.ts'

export interface CheckedEvidence extends EvidenceReport {
  /** The first of them. */
  readonly named: readonly Finding[]
  /** Entry of the evidence log with the result. */
  readonly receipt: string
}

export interface EvidenceCheck {
  /** The act that begins a check; who may and that it was begun. */
  readonly begin: Act<ActFacts, { readonly begun: true }>
  /** Checks the whole evidence and records what was found. @throws {Problem} `STATE_CONFLICT` while a check of this process runs */
  run(): Promise<CheckedEvidence>
}

/** Findings that are named one by one; beyond it they are counted. */
const mostNamed = 1_000

/** Checks from within the platform. What it says is worth as much as the platform; who trusts neither checks offline. */
export function createEvidenceCheck(deps: {
  readonly db: Db
  readonly log: EvidenceLog
  readonly hash: LogHash
  readonly origin: string
  readonly verifiers: readonly NoteVerifier[]
  readonly now: () => Date
}): EvidenceCheck {
  const { db, log, hash, origin, verifiers, now } = deps
  let isRunning = false

  const record = (report: EvidenceReport, named: readonly Finding[]): Promise<string> =>
    db.transaction().execute(async (tx) => {
      await log.appendAll(
        tx,
        named.map((finding) => ({
          at: now(),
          body: { ...entry('refused', { ...finding }), reason: 'EVIDENCE_TAMPERED' },
        })),
      )
      const { size, findings } = report
      return (await log.append(tx, now(), entry(report.ok ? 'done' : 'refused', { size, findings }))).id
    })

  return {
    begin: {
      action: 'log.check',
      load: () => Promise.resolve({ resource: platformResource }),
      carryOut: () => Promise.resolve({ begun: true }),
    },
    run: async () => {
      if (isRunning) throw new Problem({ code: 'STATE_CONFLICT', what: '证据比对', state: 'running' })
      isRunning = true
      try {
        const named: Finding[] = []
        const onFinding = (finding: Finding): void => {
          if (named.length < mostNamed) named.push(finding)
        }
        const report = await checkEvidence(db, { hash, origin, verifiers, witnessVerifier, onFinding })
        return { ...report, named, receipt: await record(report, named) }
      } finally {
        isRunning = false
      }
    },
  }
}

function entry(outcome: 'done' | 'refused', detail: Readonly<Record<string, unknown>>): EntryBody {
  return {
    kind: 'system',
    action: 'log.check',
    actor: { type: 'System', id: 'system' },
    grounds: [],
    outcome,
    detail,
  }
}
