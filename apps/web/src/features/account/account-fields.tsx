import type { ReactElement } from 'react'
import { Input } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { accountNoticesQuery } from '../../api/queries.ts'
import { sessionQuery } from '../../api/session-query.ts'
import { Field } from '../../shared/field.tsx'

export interface CurrentPasswordProps {
  readonly label: string
  readonly value: string
  readonly onChange: (password: string) => void
}

/** What shows that it is the holder who changes the account. */
export function CurrentPassword({ label, value, onChange }: CurrentPasswordProps): ReactElement {
  return (
    <Field label={label} name="password" required>
      {(ids) => (
        <Input.Password
          {...ids}
          autoComplete="current-password"
          required
          value={value}
          onChange={(e) => onChange(e.target.value)}
        />
      )}
    </Field>
  )
}

/** After a change of the account: how it stands and what its holder was told are read again. */
export function useAccountChanged(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await client.invalidateQueries({ queryKey: accountNoticesQuery.queryKey })
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
}
