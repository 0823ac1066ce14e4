import type { ReactElement } from 'react'
import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { applicationPath, applicationQuery, grantsOfApplicationQuery } from '../../api/queries.ts'
import type { Application, ApplicationDetail } from '../../api/types.ts'
import { sayDay, today } from '../../lib/dates.ts'
import { sayAction } from '../../shared/act-names.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { NotForMe } from '../../shared/not-for-me.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { useAct } from '../../shared/use-act.ts'
import { resourceOfOrganization, useMay, type Permissions } from '../../shared/use-may.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { GrantStatus } from '../grants/grant-terms.tsx'
import { ApplicationStatus } from './application-status.tsx'
import { KeysSection } from './keys-section.tsx'

const acts = [
  'application.suspend',
  'application.demandSignatures',
  'application.liftSignatures',
  'application.addKey',
  'application.revokeKey',
] as const

/** One application: whether it may call, how it shows who it is, and what it was granted. */
export function ApplicationPage(): ReactElement {
  const t = useText()
  const { id } = useParams({ from: '/applications/$id' })
  const application = useQuery(applicationQuery(id))
  const owner = application.data?.owner
  return (
    <Page
      title={application.data?.name ?? t.applications.one}
      trail={
        owner === undefined ? (
          <Link to="/organizations">{t.organizations.title}</Link>
        ) : (
          <Link to="/organizations/$id" params={{ id: owner.id }}>
            {owner.name}
          </Link>
        )
      }
      lead={application.data !== undefined && <ApplicationStatus status={application.data.status} />}
    >
      {application.isPending && <RowsSkeleton rows={6} />}
      {application.isError && (
        <FaultView
          asked={sayAction(t, 'application.read')}
          fault={application.error}
          onRetry={() => void application.refetch()}
        />
      )}
      {application.data !== undefined && <ApplicationSheet application={application.data} />}
    </Page>
  )
}

interface ApplicationProps {
  readonly application: ApplicationDetail
}

function ApplicationSheet({ application }: ApplicationProps): ReactElement {
  const { organization } = useSession()
  const permissions = useMay(acts, resourceOfOrganization(application.owner))
  // Only what stands in the way now: who may demand signatures is told when none are demanded, and the other way round.
  const outOfPlace = application.signedCalls ? 'application.demandSignatures' : 'application.liftSignatures'
  return (
    <>
      <UseSection application={application} may={permissions.may} />
      <KeysSection application={application.id} may={permissions.may} />
      {application.owner.id === organization.id && <GrantsSection application={application.id} />}
      <NotForMe refused={permissions.refused.filter(({ act }) => act !== outOfPlace)} />
    </>
  )
}

interface UseSectionProps extends ApplicationProps {
  readonly may: Permissions['may']
}

/** Whether it may call now, and whether each call must be signed. */
function UseSection({ application, may }: UseSectionProps): ReactElement {
  const t = useText()
  const { id, status, signedCalls } = application
  const act = useAct<Application>()
  const path = applicationPath(id)
  const isActive = status === 'active'
  const signatures = signedCalls ? 'application.liftSignatures' : 'application.demandSignatures'
  const putStatus = (): void =>
    act.mutate({ path: `${path}/status`, method: 'PUT', body: { status: isActive ? 'suspended' : 'active' } })
  const putSignatures = (): void =>
    act.mutate({ path: `${path}/signatures`, method: 'PUT', body: { demanded: !signedCalls } })
  const statusVerb = isActive ? t.applications.suspend : t.applications.resume
  const signaturesVerb = signedCalls ? t.applications.lift : t.applications.demand
  const asked = act.variables?.path.endsWith('/status') === true ? statusVerb : signaturesVerb
  return (
    <Section title={t.applications.use}>
      <dl className="facts">
        <div>
          <dt>{t.applications.status}</dt>
          <dd>{t.applications.statusWhat[status]}</dd>
        </div>
        <div>
          <dt>{t.applications.signatures}</dt>
          <dd>{signedCalls ? t.applications.signed.demandedWhat : t.applications.signed.freeWhat}</dd>
        </div>
        <div>
          <dt>{t.applications.number}</dt>
          <dd>
            <code>{id}</code>
          </dd>
        </div>
      </dl>
      {act.error !== null && <FaultView asked={asked} fault={act.error} />}
      {act.data !== undefined && <DoneNote done={act.data} />}
      <div className="action-foot">
        {may('application.suspend') && (
          <Button danger={isActive} loading={act.isPending} onClick={putStatus}>
            {statusVerb}
          </Button>
        )}
        {may(signatures) && (
          <Button loading={act.isPending} onClick={putSignatures}>
            {signaturesVerb}
          </Button>
        )}
      </div>
    </Section>
  )
}

interface GrantsSectionProps {
  readonly application: string
}

function GrantsSection({ application }: GrantsSectionProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const grants = useQuery(grantsOfApplicationQuery(application))
  return (
    <Section title={t.applications.grants}>
      {grants.isPending && <RowsSkeleton rows={2} />}
      {grants.isError && (
        <FaultView asked={t.applications.grants} fault={grants.error} onRetry={() => void grants.refetch()} />
      )}
      {grants.data?.length === 0 && <p className="quiet">{t.applications.noGrants}</p>}
      <ul className="rows">
        {grants.data?.map((grant) => (
          <li key={grant.id} className="row">
            <div className="row-main">
              <Link to="/grants/$id" params={{ id: grant.id }} className="row-title">
                {grant.entry.name}
              </Link>
              <div className="row-sub">
                <span>{grant.purposes.join(t.listComma)}</span>
                <span>{t.applications.grantUntil(sayDay(grant.validUntil, language, today()))}</span>
              </div>
            </div>
            <div className="row-end">
              <GrantStatus status={grant.status} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
