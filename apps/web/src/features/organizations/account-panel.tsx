import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Checkbox } from 'antd'
import type { Account, Organization } from '../../api/types.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { useAct } from '../../shared/use-act.ts'
import type { Permissions } from '../../shared/use-may.ts'
import { useText } from '../../text/text.tsx'
import { offeredRoles, withRole } from './choose-role.ts'
import { useOrganizationWords } from './organization-words.ts'

/** What may be changed of an account; each is for another administrator. */
export const accountActs = ['account.assignRoles', 'account.resetFactor', 'account.close'] as const

export interface AccountPanelProps {
  readonly account: Account
  readonly organization: Organization
  readonly may: Permissions['may']
}

/** One account of an organisation: its roles, its lost device, its end. */
export function AccountPanel({ account, organization, may }: AccountPanelProps): ReactElement {
  const t = useText()
  return (
    <div className="fields">
      <p>
        <code>{account.login}</code>
      </p>
      {may('account.assignRoles') && <RolesForm account={account} organization={organization} />}
      {may('account.resetFactor') && (
        <OneAct
          isOpen={account.secondFactor === 'confirmed'}
          title={t.accounts.reset}
          what={t.accounts.resetWhat}
          path={`/api/v1/accounts/${account.id}/factor-reset`}
          method="POST"
        />
      )}
      {may('account.close') && (
        <OneAct
          isOpen={account.status === 'active'}
          title={t.accounts.close}
          what={t.accounts.closeWhat}
          path={`/api/v1/accounts/${account.id}`}
          method="DELETE"
        />
      )}
    </div>
  )
}

interface RolesFormProps {
  readonly account: Account
  readonly organization: Organization
}

function RolesForm({ account, organization }: RolesFormProps): ReactElement {
  const t = useText()
  const words = useOrganizationWords(organization.territory)
  const [roles, setRoles] = useState(account.roles)
  const assign = useAct<Account>()
  const send = (event: FormEvent): void => {
    event.preventDefault()
    assign.mutate({ path: `/api/v1/accounts/${account.id}/roles`, method: 'PUT', body: { roles } })
  }
  return (
    <form onSubmit={send} aria-label={t.accounts.assign} className="fields">
      <Field label={t.accounts.roles} name="roles" group help={t.accounts.rolesHelp}>
        {() => (
          <div className="checks">
            {offeredRoles(organization.kinds, account.roles).map((role) => (
              <Checkbox
                key={role}
                checked={roles.includes(role)}
                onChange={(e) => setRoles(withRole(roles, role, e.target.checked))}
              >
                {words.role(role)}
              </Checkbox>
            ))}
          </div>
        )}
      </Field>
      {assign.error !== null && <FaultView asked={t.accounts.assign} fault={assign.error} />}
      {assign.data !== undefined && <DoneNote done={assign.data}>{t.accounts.sessionsEnded}</DoneNote>}
      <div>
        <Button type="primary" htmlType="submit" loading={assign.isPending}>
          {t.accounts.assign}
        </Button>
      </div>
    </form>
  )
}

interface OneActProps {
  /** Whether there is anything to do; what was done stays said. */
  readonly isOpen: boolean
  readonly title: string
  /** What follows from it. */
  readonly what: string
  readonly path: string
  readonly method: 'POST' | 'DELETE'
}

function OneAct({ isOpen, title, what, path, method }: OneActProps): ReactElement | null {
  const act = useAct<Account>()
  if (!isOpen && act.data === undefined) return null
  return (
    <section className="one-act" aria-label={title}>
      <h3>{title}</h3>
      <p className="quiet">{what}</p>
      {act.error !== null && <FaultView asked={title} fault={act.error} />}
      {act.data !== undefined && <DoneNote done={act.data} />}
      {isOpen && (
        <Button danger loading={act.isPending} onClick={() => act.mutate({ path, method })}>
          {title}
        </Button>
      )}
    </section>
  )
}
