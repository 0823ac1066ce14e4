import type { ReactElement } from 'react'
import type { Binding, MatrixRow } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'

export interface ClauseStandingProps {
  readonly row: MatrixRow
}

/** What the platform makes of a clause: where it binds, what is still missing, and which tests prove it. */
export function ClauseStanding({ row }: ClauseStandingProps): ReactElement {
  const t = useText()
  const { bindings, proofs, missing, clause } = row
  const kinds = [...new Set(bindings.map((b) => b.kind))]
  return (
    <dl className="facts standing">
      <div>
        <dt>{t.matrix.bindings}</dt>
        <dd>
          {bindings.length === 0 ? (
            <span className="quiet">{t.matrix.noBindings}</span>
          ) : (
            <ul>
              {kinds.map((kind) => (
                <li key={kind}>
                  <span className="standing-kind">{t.matrix.kinds[kind] ?? kind}</span>
                  <BindingNames bindings={bindings.filter((b) => b.kind === kind)} missing={missing} />
                </li>
              ))}
            </ul>
          )}
        </dd>
      </div>
      {missing.length > 0 && (
        <div>
          <dt>{t.matrix.missing}</dt>
          <dd>
            <ul>
              {missing.map(({ name, text }) => (
                <li key={name}>
                  <span lang="zh-CN">{text}</span> <code>{name}</code>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      <div>
        <dt>{t.matrix.acceptance}</dt>
        <dd lang="en">{clause.acceptance}</dd>
      </div>
      <div>
        <dt>{t.matrix.proofs}</dt>
        <dd>
          {proofs.length === 0 ? (
            <span className="quiet">{t.matrix.noProofs}</span>
          ) : (
            <ul>
              {proofs.map((proof) => (
                <Proof key={proof} proof={proof} />
              ))}
            </ul>
          )}
        </dd>
      </div>
    </dl>
  )
}

interface BindingNamesProps {
  readonly bindings: readonly Binding[]
  readonly missing: MatrixRow['missing']
}

function BindingNames({ bindings, missing }: BindingNamesProps): ReactElement {
  const t = useText()
  // One place may cite a clause twice, at an act and at the way it leads.
  const named = [...new Map(bindings.map((b) => [`${b.pack} ${b.name} ${b.pending.join()}`, b])).values()]
  return (
    <ul className="standing-names">
      {named.map(({ pack, name, pending }) => (
        <li key={`${pack} ${name} ${pending.join()}`}>
          <code>{name}</code>
          {pending.length > 0 && (
            <span className="mark mark-near">
              {t.matrix.waitsFor(
                pending.map((p) => missing.find((m) => m.name === p)?.text ?? p).join(t.sentenceComma),
              )}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

interface ProofProps {
  /** File and title, as the report of the test run names them. */
  readonly proof: string
}

function Proof({ proof }: ProofProps): ReactElement {
  const [file, ...title] = proof.split(' › ')
  return (
    <li>
      <span lang="en">{title.join(' › ')}</span>
      <code className="under">{file}</code>
    </li>
  )
}
