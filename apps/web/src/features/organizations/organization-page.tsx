import type { ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { applicationsQuery, organizationQuery, territoriesQuery } from '../../api/queries.ts'
import type { Organization } from '../../api/types.ts'
import { sayAction } from '../../shared/act-names.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { NotForMe } from '../../shared/not-for-me.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { resourceOfOrganization, useMay, type Permissions } from '../../shared/use-may.ts'
import { useText } from '../../text/text.tsx'
import { ApplicationForm } from '../applications/application-form.tsx'
import { ApplicationStatus } from '../applications/application-status.tsx'
import { AccountsSection } from './accounts-section.tsx'
import { useOrganizationWords } from './organization-words.ts'

const acts = [
  'account.read',
  'account.create',
  'account.assignRoles',
  'account.resetFactor',
  'account.close',
  'application.read',
  'application.register',
] as const

/** One organisation: what is registered of it, its people and its machines, and who administers them. */
export function OrganizationPage(): ReactElement {
  const t = useText()
  const { id } = useParams({ from: '/organizations/$id' })
  const organization = useQuery(organizationQuery(id))
  return (
    <Page
      title={organization.data?.name ?? t.organizations.one}
      trail={<Link to="/organizations">{t.organizations.title}</Link>}
    >
      {organization.isPending && <RowsSkeleton rows={6} />}
      {organization.isError && (
        <FaultView
          asked={sayAction(t, 'organization.read')}
          fault={organization.error}
          onRetry={() => void organization.refetch()}
        />
      )}
      {organization.data !== undefined && <OrganizationSheet organization={organization.data} />}
    </Page>
  )
}

interface OrganizationProps {
  readonly organization: Organization
}

function OrganizationSheet({ organization }: OrganizationProps): ReactElement {
  const t = useText()
  const permissions = useMay(acts, resourceOfOrganization(organization))
  return (
    <>
      <Section title={t.organizations.registered}>
        <OrganizationFacts organization={organization} />
      </Section>
      {permissions.isPending && <RowsSkeleton />}
      {permissions.may('account.read') && <AccountsSection organization={organization} may={permissions.may} />}
      {permissions.may('application.read') && <ApplicationsSection organization={organization} may={permissions.may} />}
      <NotForMe refused={permissions.refused} />
    </>
  )
}

function OrganizationFacts({ organization }: OrganizationProps): ReactElement {
  const t = useText()
  const { code, territory, kinds } = organization
  const words = useOrganizationWords(territory)
  const { data: territories } = useQuery(territoriesQuery)
  const said = [
    [t.organizations.fields.code, code],
    [t.organizations.fields.territory, territories?.find((x) => x.code === territory)?.name ?? territory],
    [t.organizations.fields.kinds, kinds.map(words.kind).join(t.listComma)],
  ] as const
  return (
    <dl className="facts">
      {said.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface ApplicationsSectionProps extends OrganizationProps {
  readonly may: Permissions['may']
}

function ApplicationsSection({ organization, may }: ApplicationsSectionProps): ReactElement {
  const t = useText()
  const navigate = useNavigate()
  const applications = useQuery(applicationsQuery(organization.id))
  return (
    <Section title={t.organizations.applications}>
      {applications.isPending && <RowsSkeleton rows={2} />}
      {applications.isError && (
        <FaultView
          asked={t.organizations.applications}
          fault={applications.error}
          onRetry={() => void applications.refetch()}
        />
      )}
      {applications.data?.length === 0 && <p className="quiet">{t.organizations.noApplications}</p>}
      <ul className="rows">
        {applications.data?.map((application) => (
          <li key={application.id} className="row">
            <Link to="/applications/$id" params={{ id: application.id }} className="row-title">
              {application.name}
            </Link>
            <div className="row-end">
              {application.signedCalls && <span className="tag">{t.applications.signed.demanded}</span>}
              <ApplicationStatus status={application.status} />
            </div>
          </li>
        ))}
      </ul>
      {may('application.register') && (
        <Fold summary={t.applications.register}>
          {() => (
            <ApplicationForm
              organization={organization.id}
              onDone={(id) => void navigate({ to: '/applications/$id', params: { id } })}
            />
          )}
        </Fold>
      )}
    </Section>
  )
}
