import type { ReactElement } from 'react'
import { Input } from 'antd'
import { Field } from '../../shared/field.tsx'
import { GrowingText } from '../../shared/growing-text.tsx'
import { useText } from '../../text/text.tsx'
import { readPublicKey, type KeyFault, type PublicKey } from './read-public-key.ts'

/** What stands in the form: the pasted text, and for SM2 the user id that signatures are made with. */
export interface PastedKey {
  readonly text: string
  readonly userId: string
}

export const noKey: PastedKey = { text: '', userId: '' }

/** The key as the server takes it. */
export function enteredKey({ text, userId }: PastedKey): (PublicKey & { readonly userId?: string }) | undefined {
  const read = readPublicKey(text)
  if ('fault' in read) return undefined
  const { key } = read
  return key.algorithm === 'SM2' && userId.trim() !== '' ? { ...key, userId: userId.trim() } : key
}

export interface KeyInputProps {
  readonly value: PastedKey
  /** Whether it was tried to send: an empty field is a fault only then. */
  readonly tried: boolean
  readonly onChange: (value: PastedKey) => void
}

/** Takes a public key as it is pasted, and says at once which one it is or why it is none. */
export function KeyInput({ value, tried, onChange }: KeyInputProps): ReactElement {
  const t = useText()
  const read = readPublicKey(value.text)
  const fault = 'fault' in read ? read.fault : undefined
  const shown: KeyFault | undefined = fault === 'empty' && !tried ? undefined : fault
  const algorithm = 'key' in read ? read.key.algorithm : undefined
  return (
    <>
      <Field
        label={t.applications.publicKey}
        name="publicKey"
        required
        help={algorithm === undefined ? t.applications.publicKeyHelp : t.applications.recognised(algorithm)}
        fault={shown === undefined ? undefined : t.applications.keyFaults[shown]}
      >
        {(ids) => (
          <GrowingText
            {...ids}
            className="mono"
            least={4}
            most={14}
            spellCheck={false}
            autoComplete="off"
            value={value.text}
            maxLength={10_000}
            onChange={(e) => onChange({ ...value, text: e.target.value })}
          />
        )}
      </Field>
      {algorithm === 'SM2' && (
        <Field label={t.applications.userId} name="userId" help={t.applications.userIdHelp}>
          {(ids) => (
            <Input
              {...ids}
              className="short"
              value={value.userId}
              maxLength={200}
              onChange={(e) => onChange({ ...value, userId: e.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}
