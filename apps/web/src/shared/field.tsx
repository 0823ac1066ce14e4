import { useId, type ReactElement, type ReactNode } from 'react'
import { useText } from '../text/text.tsx'

export interface FieldIds {
  readonly id: string
  /** In a cell, which has no label of its own above it. */
  readonly 'aria-label'?: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
  readonly 'aria-required': true | undefined
}

export interface FieldProps {
  readonly label: string
  readonly name: string
  readonly required?: boolean
  readonly aside?: ReactNode
  readonly help?: string | undefined
  readonly fault?: string | undefined
  /** Several controls under one label. */
  readonly group?: boolean
  readonly children: (ids: FieldIds) => ReactNode
}

export function Field({
  label,
  name,
  required = false,
  aside,
  help,
  fault,
  group = false,
  children,
}: FieldProps): ReactElement {
  const t = useText()
  const id = useId()
  const notes = [help === undefined ? '' : `${id}-help`, fault === undefined ? '' : `${id}-fault`]
    .filter((n) => n !== '')
    .join(' ')
  const ids: FieldIds = {
    id,
    'aria-describedby': notes === '' ? undefined : notes,
    'aria-invalid': fault === undefined ? undefined : true,
    'aria-required': required ? true : undefined,
  }
  const caption = (
    <>
      {label}
      {required && <span className="required">{t.form.required}</span>}
    </>
  )
  return (
    <div
      className={`field${fault === undefined ? '' : ' field-faulty'}`}
      data-field={name}
      {...(group ? { role: 'group', 'aria-labelledby': `${id}-label` } : {})}
    >
      <div className="field-label">
        {group ? <span id={`${id}-label`}>{caption}</span> : <label htmlFor={id}>{caption}</label>}
        {aside}
      </div>
      {children(ids)}
      {help !== undefined && (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {fault !== undefined && (
        <p className="field-fault" id={`${id}-fault`}>
          {t.faults[fault] ?? fault}
        </p>
      )}
    </div>
  )
}
