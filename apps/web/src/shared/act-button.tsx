import type { ReactElement } from 'react'
import { Button } from 'antd'
import type { Performed } from '../api/client.ts'
import { FaultView } from './fault-view.tsx'
import { useAct, type ActRequest } from './use-act.ts'

export interface ActButtonProps<T> {
  readonly label: string
  readonly act: ActRequest
  readonly primary?: boolean
  readonly small?: boolean
  readonly onDone?: (done: Performed<T>) => void
}

/** An act that asks for nothing: one press does it, and what stands in the way is said below. */
export function ActButton<T>({ label, act, primary = false, small = false, onDone }: ActButtonProps<T>): ReactElement {
  const { mutate, isPending, error } = useAct<T>(onDone)
  return (
    <div className="act">
      <Button
        type={primary ? 'primary' : 'default'}
        size={small ? 'small' : 'middle'}
        loading={isPending}
        onClick={() => mutate(act)}
      >
        {label}
      </Button>
      {error !== null && <FaultView asked={label} fault={error} />}
    </div>
  )
}
