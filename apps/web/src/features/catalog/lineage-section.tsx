import type { ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lineageQuery } from '../../api/data-queries.ts'
import type { Lineage, LineageEdge, LineageNode } from '../../api/data-types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'

export interface LineageSectionProps {
  readonly entry: string
}

/** Where the data of an entry comes from and what was made of it, from the systems to the grants. */
export function LineageSection({ entry }: LineageSectionProps): ReactElement {
  const t = useText()
  const lineage = useQuery(lineageQuery(entry))
  return (
    <Section title={t.lineage.title}>
      {lineage.isPending && <RowsSkeleton rows={2} />}
      {lineage.isError && (
        <FaultView asked={t.lineage.title} fault={lineage.error} onRetry={() => void lineage.refetch()} />
      )}
      {lineage.data !== undefined && <Ways lineage={lineage.data} />}
    </Section>
  )
}

interface WaysProps {
  readonly lineage: Lineage
}

/** Three columns: what it is made of, itself, what is made of it; side by side where there is room. */
function Ways({ lineage }: WaysProps): ReactElement {
  const t = useText()
  const { nodes } = lineage
  const own = nodes.find((node) => node.distance === 0)
  const sources = nodes.filter((node) => node.distance < 0).toSorted((a, b) => a.distance - b.distance)
  const products = nodes.filter((node) => node.distance > 0).toSorted((a, b) => a.distance - b.distance)
  return (
    <>
      <div className="lineage">
        <section aria-label={t.lineage.from}>
          <h3>{t.lineage.from}</h3>
          <Systems nodes={own === undefined ? [] : [own]} />
          <Entries nodes={sources} />
          {sources.length === 0 && (own?.systems.length ?? 0) === 0 && <p className="quiet">{t.lineage.noSource}</p>}
        </section>
        <section aria-label={t.lineage.to}>
          <h3>{t.lineage.to}</h3>
          <Entries nodes={products} />
          <Releases node={own} />
          {products.length === 0 && (own?.releases?.length ?? 0) === 0 && (
            <p className="quiet">{t.lineage.noProduct}</p>
          )}
        </section>
      </div>
      {lineage.edges.length > 0 && <Fields lineage={lineage} />}
      {lineage.hidden > 0 && <p className="quiet">{t.lineage.hidden(lineage.hidden)}</p>}
      {lineage.more && <p className="quiet">{t.lineage.more}</p>}
    </>
  )
}

interface NodesProps {
  readonly nodes: readonly LineageNode[]
}

function Systems({ nodes }: NodesProps): ReactElement {
  const t = useText()
  return (
    <ul className="lineage-steps">
      {nodes
        .flatMap((node) => node.systems)
        .map((system) => (
          <li key={system.id ?? system.name}>
            <span className="tag">{t.lineage.system}</span>{' '}
            {system.id === null ? (
              system.name
            ) : (
              <Link to="/systems/$id" params={{ id: system.id }}>
                {system.name}
              </Link>
            )}
          </li>
        ))}
    </ul>
  )
}

function Entries({ nodes }: NodesProps): ReactElement {
  const t = useText()
  return (
    <ul className="lineage-steps">
      {nodes.map(({ entry, agency, distance }) => (
        <li key={entry.id}>
          <span className="tag">{t.lineage.entry}</span>{' '}
          <Link to="/catalog/$id" params={{ id: entry.id }}>
            {entry.name}
          </Link>{' '}
          <span className="quiet">
            {agency.name}
            {Math.abs(distance) > 1 && t.lineage.steps(Math.abs(distance))}
          </span>
        </li>
      ))}
    </ul>
  )
}

interface ReleasesProps {
  readonly node: LineageNode | undefined
}

function Releases({ node }: ReleasesProps): ReactElement | null {
  const t = useText()
  if (node === undefined || node.releases === null) return null
  return (
    <ul className="lineage-steps">
      {node.releases.map(({ grant, applicant, lastAccess }) => (
        <li key={grant}>
          <span className="tag">{t.lineage.release}</span>{' '}
          <Link to="/grants/$id" params={{ id: grant }}>
            {applicant.name}
          </Link>{' '}
          {lastAccess === null && <span className="quiet">{t.grants.notDelivered}</span>}
        </li>
      ))}
    </ul>
  )
}

/** Which field went into which, as the jobs that ran say. */
function Fields({ lineage }: WaysProps): ReactElement {
  const t = useText()
  const named = (end: { readonly entry: string; readonly field: string | null }): string => {
    const node = lineage.nodes.find(({ entry }) => entry.id === end.entry)
    if (node === undefined) return t.lineage.unseen
    if (end.field === null) return node.entry.name
    return `${node.entry.name}.${node.fields.find(({ code }) => code === end.field)?.name ?? end.field}`
  }
  return (
    <Fold summary={t.lineage.fieldCount(lineage.edges.length)}>
      {() => (
        <table className="table table-cards" aria-label={t.lineage.fields}>
          <thead>
            <tr>
              <th scope="col">{t.lineage.fieldFrom}</th>
              <th scope="col">{t.lineage.how}</th>
              <th scope="col">{t.lineage.fieldTo}</th>
            </tr>
          </thead>
          <tbody>
            {lineage.edges.map((edge) => (
              <tr key={keyOf(edge)}>
                <th scope="row">{named(edge.from)}</th>
                <td data-label={t.lineage.how}>{t.lineage.kinds[edge.how]}</td>
                <td data-label={t.lineage.fieldTo}>{named(edge.to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Fold>
  )
}

function keyOf({ job, from, to, how }: LineageEdge): string {
  return [job, from.entry, from.field, to.entry, to.field, how].join(' ')
}
