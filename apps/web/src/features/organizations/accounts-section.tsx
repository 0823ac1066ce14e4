import { useState, type ReactElement } from 'react'
import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { accountsQuery } from '../../api/queries.ts'
import type { Account, Organization } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { SidePanel } from '../../shared/side-panel.tsx'
import type { Permissions } from '../../shared/use-may.ts'
import { useText } from '../../text/text.tsx'
import { AccountPanel, accountActs } from './account-panel.tsx'
import { NewAccountForm } from './new-account-form.tsx'
import { useOrganizationWords } from './organization-words.ts'

export interface AccountsSectionProps {
  readonly organization: Organization
  readonly may: Permissions['may']
}

/** Accounts of an organisation: who has which roles, whether a second factor stands, and what may be changed of them. */
export function AccountsSection({ organization, may }: AccountsSectionProps): ReactElement {
  const t = useText()
  const accounts = useQuery(accountsQuery(organization.id))
  const [chosen, setChosen] = useState<string>()
  const account = accounts.data?.find(({ id }) => id === chosen)
  return (
    <Section title={t.organizations.accounts}>
      {accounts.isPending && <RowsSkeleton rows={3} />}
      {accounts.isError && (
        <FaultView asked={t.organizations.accounts} fault={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      {accounts.data?.length === 0 && <p className="quiet">{t.organizations.noAccounts}</p>}
      {accounts.data !== undefined && accounts.data.length > 0 && (
        <AccountTable
          items={accounts.data}
          organization={organization}
          onChange={accountActs.some(may) ? setChosen : undefined}
        />
      )}
      {may('account.create') && (
        <Fold summary={t.accounts.create}>{() => <NewAccountForm organization={organization} />}</Fold>
      )}
      <SidePanel
        side="right"
        open={account !== undefined}
        title={t.accounts.of(account?.name ?? '')}
        onClose={() => setChosen(undefined)}
      >
        {account !== undefined && <AccountPanel account={account} organization={organization} may={may} />}
      </SidePanel>
    </Section>
  )
}

interface AccountTableProps {
  readonly items: readonly Account[]
  readonly organization: Organization
  /** Absent for whoever may change nothing. */
  readonly onChange: ((account: string) => void) | undefined
}

function AccountTable({ items, organization, onChange }: AccountTableProps): ReactElement {
  const t = useText()
  const words = useOrganizationWords(organization.territory)
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.accounts.name}</th>
            <th scope="col">{t.accounts.roles}</th>
            <th scope="col">{t.accounts.factor}</th>
            <th scope="col">{t.accounts.status}</th>
            {onChange !== undefined && <th scope="col">{t.accounts.change}</th>}
          </tr>
        </thead>
        <tbody>
          {items.map((account) => (
            <tr key={account.id}>
              <td>
                <strong>{account.name}</strong>
                <code className="under">{account.login}</code>
              </td>
              <td data-label={t.accounts.roles}>
                {account.roles.length === 0 ? (
                  <span className="quiet">{t.accounts.noRoles}</span>
                ) : (
                  account.roles.map(words.role).join(t.listComma)
                )}
              </td>
              <td data-label={t.accounts.factor}>
                <span className={`tag tag-${account.secondFactor === 'confirmed' ? 'proven' : 'near'}`}>
                  {t.accounts.factors[account.secondFactor]}
                </span>
              </td>
              <td data-label={t.accounts.status}>
                <span className={`tag ${account.status === 'active' ? 'tag-ink' : ''}`}>
                  {t.accounts.statuses[account.status]}
                </span>
              </td>
              {onChange !== undefined && (
                <td>
                  {account.status === 'active' && (
                    <Button
                      size="small"
                      aria-label={t.accounts.changeOf(account.login)}
                      onClick={() => onChange(account.id)}
                    >
                      {t.accounts.change}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
