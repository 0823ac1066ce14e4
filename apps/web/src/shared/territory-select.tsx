import type { ReactElement } from 'react'
import { Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { territoriesQuery } from '../api/queries.ts'
import type { Territory } from '../api/types.ts'
import { useText } from '../text/text.tsx'
import { useSession } from './session.ts'

export interface TerritorySelectProps {
  readonly value: string
  readonly onChange: (code: string) => void
  /** Also those above it and, to who administers the platform, beside it. */
  readonly all?: boolean
}

/** My territory and what lies below it; nothing to choose where nothing lies below. */
export function TerritorySelect({ value, onChange, all = false }: TerritorySelectProps): ReactElement | null {
  const t = useText()
  const own = useSession().organization.territory
  const territories = useQuery(territoriesQuery)
  const within = all ? (territories.data ?? []) : below(own, territories.data ?? [])
  if (within.length < 2) return null
  return (
    <Select
      aria-label={t.due.territory}
      className="short"
      showSearch={all ? { optionFilterProp: 'label' } : false}
      value={value}
      options={within.map((x) => ({ value: x.code, label: x.name }))}
      onChange={onChange}
    />
  )
}

/** A territory and everything below it, itself first. */
export function below(own: string, all: readonly Territory[]): readonly Territory[] {
  const children = all.filter((x) => x.parent === own)
  return [...all.filter((x) => x.code === own), ...children.flatMap((x) => below(x.code, all))]
}
