import type { ReactElement } from 'react'
import type { Change, Difference, ItemInput } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'
import type { Text } from '../../text/zh-CN.ts'
import { markedChange } from './marked-change.ts'

export interface DiffViewProps {
  readonly difference: Difference
}

/** What changed between two contents of an entry, marked as a reader would: struck out, and written in its place. */
export function DiffView({ difference }: DiffViewProps): ReactElement {
  const t = useText()
  const { name, fields, items, order } = difference
  const said = [...(name === null ? [] : [name]), ...fields]
  if (said.length === 0 && items.length === 0 && order === null) return <p className="quiet">{t.diff.same}</p>
  return (
    <div className="diff">
      {said.length > 0 && <Changes changes={said} say={sayField} />}
      {items.map((item) => (
        <section key={item.code} className="diff-item" aria-label={t.diff.item[item.kind](item.name)}>
          <h3>
            <KindMark kind={item.kind} /> {item.name} <code>{item.code}</code>
          </h3>
          {/* What a removed item said is in the version before; that it is gone is what changed. */}
          {item.kind !== 'removed' && <Changes changes={item.changes} say={sayAttribute} />}
        </section>
      ))}
      {order !== null && <p className="quiet">{t.diff.order}</p>}
    </div>
  )
}

interface KindMarkProps {
  readonly kind: Change['kind']
}

function KindMark({ kind }: KindMarkProps): ReactElement {
  const t = useText()
  return <span className={`tag diff-${kind}`}>{t.diff.kinds[kind]}</span>
}

type Say = (t: Text, field: string, value: unknown, serverText: string | null) => string

interface ChangesProps {
  readonly changes: readonly Change[]
  readonly say: Say
}

function Changes({ changes, say }: ChangesProps): ReactElement {
  const t = useText()
  return (
    <dl className="facts">
      {changes.map((change) => (
        <div key={change.field}>
          <dt>{labelOf(t, change, say)}</dt>
          <dd>
            <MarkedChange
              old={change.kind === 'added' ? '' : say(t, change.field, change.old, change.oldText)}
              next={change.kind === 'removed' ? '' : say(t, change.field, change.new, change.newText)}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}

interface MarkedChangeProps {
  readonly old: string
  readonly next: string
}

/** The marks are also said: a line through a word is not heard. */
function MarkedChange({ old, next }: MarkedChangeProps): ReactElement {
  const t = useText()
  return (
    <>
      {markedChange(old, next).map((part, i) => {
        if (part.kind === 'same') return <span key={i}>{part.text}</span>
        const Mark = part.kind === 'old' ? 'del' : 'ins'
        return (
          <Mark key={i}>
            <span className="visually-hidden">{part.kind === 'old' ? t.diff.was : t.diff.is}</span>
            {part.text}
          </Mark>
        )
      })}
    </>
  )
}

function sayField(t: Text, _field: string, value: unknown, serverText: string | null): string {
  if (typeof value === 'boolean') return value ? t.form.yes : t.form.no
  const text = serverText ?? ''
  return t.choices[text] ?? text
}

/** Attributes of items have words of the interface. */
function sayAttribute(t: Text, field: string, value: unknown, serverText: string | null): string {
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    type: t.item.types,
    identifier: t.item.identifiers,
    mask: t.item.masks,
    category: t.item.categories,
  }
  if (field === 'grade') return t.grade(Number(value))
  return words[field]?.[String(value)] ?? sayField(t, field, value, serverText)
}

const attributes: Readonly<Record<keyof Omit<ItemInput, 'code'>, true>> = {
  name: true,
  type: true,
  maxLength: true,
  nullable: true,
  identifier: true,
  mask: true,
  grade: true,
  meaning: true,
  codeList: true,
  category: true,
}

function labelOf(t: Text, { field, label }: Change, say: Say): string {
  if (say === sayAttribute && Object.hasOwn(attributes, field)) return t.item[field as keyof typeof attributes]
  return field === 'name' ? t.item.name : label
}
