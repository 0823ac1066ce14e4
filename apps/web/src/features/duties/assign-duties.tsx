import { useState, type ReactElement } from 'react'
import { Button } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import { dutiesQuery } from '../../api/queries.ts'
import type { DutiesAssigned } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../text/text.tsx'

export interface AssignDutiesProps {
  readonly territory: string
  readonly gaps: number
}

/** Assigns what is missing, in several requests when it is much: each file is an act of its own. */
export function AssignDuties({ territory, gaps }: AssignDutiesProps): ReactElement | null {
  const t = useText()
  const client = useQueryClient()
  const { account, organization } = useSession()
  const [opened, setOpened] = useState(0)
  const assign = useMutation({
    mutationFn: async () => {
      setOpened(0)
      let step: DutiesAssigned
      do {
        step = await request<DutiesAssigned>(`/api/v1/territories/${territory}/duties`, { method: 'POST' })
        const { opened: now } = step
        setOpened((before) => before + now)
      } while (step.remaining > 0 && step.opened > 0)
    },
    onSettled: () => client.invalidateQueries({ queryKey: dutiesQuery(territory).queryKey }),
  })
  const isHere = organization.territory === territory
  if (!isHere || !organization.kinds.includes('authority') || !account.roles.includes('approver')) return null
  return (
    <div className="assign">
      {(gaps > 0 || assign.isPending) && (
        <Button type="primary" loading={assign.isPending} onClick={() => assign.mutate()}>
          {t.duties.assign}
        </Button>
      )}
      <span role="status" className="quiet">
        {opened > 0 && t.duties.assigned(opened)}
      </span>
      {assign.error !== null && <FaultView asked={t.duties.assign} fault={assign.error} />}
    </div>
  )
}
