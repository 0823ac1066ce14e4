import type { ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ApiFault } from '../../api/client.ts'
import { evidenceQuery, readProof, readVerifierKeys } from '../../api/queries.ts'
import type { Evidence, Proof } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'
import type { ProofStep, Verification } from './verify-proof.ts'

interface Checked {
  readonly proof: Proof
  readonly verification: Verification
}

/** A record and the proof of its place in the log, checked in this browser and not by the server. */
export function ProofPage(): ReactElement {
  const t = useText()
  const { entry } = useParams({ from: '/proof/$entry' })
  const evidence = useQuery({ ...evidenceQuery(entry), retry: false })
  const checked = useQuery({
    queryKey: ['proof', entry, evidence.data?.body],
    queryFn: () => check(entry, evidence.data),
    enabled: !evidence.isPending,
    staleTime: Infinity,
  })
  return (
    <Page title={t.proof.title} trail={<code>{entry}</code>} lead={t.proof.lead}>
      {checked.isPending && <RowsSkeleton rows={5} />}
      {checked.isError && (
        <FaultView asked={t.proof.title} fault={checked.error} onRetry={() => void checked.refetch()} />
      )}
      {checked.data !== undefined && <Outcome checked={checked.data} />}
      {evidence.data !== undefined && <Record evidence={evidence.data} />}
      {evidence.isError && (
        <Section title={t.proof.record}>
          <p className="quiet">
            {evidence.error instanceof ApiFault && evidence.error.status === 403 ? t.proof.notYours : t.proof.noRecord}
          </p>
        </Section>
      )}
      {checked.data !== undefined && (
        <Section title={t.proof.checkpoint}>
          <pre className="raw">{checked.data.proof.checkpoint}</pre>
        </Section>
      )}
    </Page>
  )
}

/** Hashing is loaded when somebody looks at a proof, not before. */
async function check(entry: string, evidence: Evidence | undefined): Promise<Checked> {
  const [{ verifyProof }, proof, keys] = await Promise.all([
    import('./verify-proof.ts'),
    readProof(entry),
    readVerifierKeys(),
  ])
  return { proof, verification: await verifyProof(proof, evidence?.body, keys) }
}

interface OutcomeProps {
  readonly checked: Checked
}

function Outcome({ checked }: OutcomeProps): ReactElement {
  const t = useText()
  const { proof, verification } = checked
  const fails = verification.steps.some((step) => step.outcome === 'fails')
  const tone = verification.isIncluded ? 'proven' : fails ? 'broken' : 'open'
  return (
    <section className={`proof proof-${tone}`} aria-label={t.proof.outcome}>
      <div role="status">
        <h2>
          <SealGlyph /> {verification.isIncluded ? t.proof.verified : fails ? t.proof.failed : t.proof.partly}
        </h2>
      </div>
      <p>{t.proof.place(proof.leafIndex, proof.treeSize)}</p>
      <ol className="steps">
        {verification.steps.map((step) => (
          <Step key={step.name} step={step} />
        ))}
      </ol>
      <dl className="facts">
        <div>
          <dt>{t.proof.root}</dt>
          <dd>
            <code className="break">{verification.root}</code>
          </dd>
        </div>
        <div>
          <dt>{t.proof.path}</dt>
          <dd>{t.proof.hashes(proof.path.length)}</dd>
        </div>
        <div>
          <dt>{t.proof.origin}</dt>
          <dd>
            <code className="break">{verification.origin}</code>
          </dd>
        </div>
      </dl>
      <p className="quiet">{t.proof.limits}</p>
    </section>
  )
}

interface StepProps {
  readonly step: ProofStep
}

const signs: Readonly<Record<ProofStep['outcome'], string>> = { holds: '✓', fails: '✕', unchecked: '–' }

function Step({ step }: StepProps): ReactElement {
  const t = useText()
  return (
    <li className={`step step-${step.outcome}`}>
      <span className="step-sign" aria-hidden="true">
        {signs[step.outcome]}
      </span>
      <div>
        <strong>{t.proof.steps[step.name]}</strong> <span>{t.proof.outcomes[step.outcome]}</span>
        {step.evidence !== undefined && <code className="break under">{step.evidence}</code>}
      </div>
    </li>
  )
}

interface RecordProps {
  readonly evidence: Evidence
}

function Record({ evidence }: RecordProps): ReactElement {
  const t = useText()
  return (
    <Section title={t.proof.record}>
      <pre className="raw">{JSON.stringify(JSON.parse(evidence.body), null, 2)}</pre>
    </Section>
  )
}

function SealGlyph(): ReactElement {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <rect x="2" y="2" width="16" height="16" rx="2" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M6 7h8M6 10h8M6 13h5" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  )
}
