import type { ReactElement } from 'react'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { identifierKinds, itemCategories, itemTypes, maskKinds, type ItemInput } from '../../api/types.ts'
import { Empty } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'

export interface ItemsEditorProps {
  readonly items: readonly ItemInput[]
  readonly onChange: (items: readonly ItemInput[]) => void
}

const blank: ItemInput = {
  code: '',
  name: '',
  type: 'text',
  maxLength: null,
  nullable: true,
  identifier: null,
  mask: 'none',
  grade: 1,
  meaning: null,
  codeList: null,
  category: null,
}
const grades = [1, 2, 3, 4]

/** The data items of an entry, one card each: what it is, how sensitive, what it identifies, how it is masked. */
export function ItemsEditor({ items, onChange }: ItemsEditorProps): ReactElement {
  const t = useText()
  return (
    <div className="items">
      {items.length === 0 && <Empty title={t.entry.noItems} />}
      {items.map((item, i) => (
        <ItemRow
          key={i}
          position={i + 1}
          item={item}
          onChange={(changed) => onChange(items.with(i, changed))}
          onRemove={() => onChange(items.toSpliced(i, 1))}
        />
      ))}
      <Button onClick={() => onChange([...items, blank])}>{t.item.add}</Button>
    </div>
  )
}

interface ItemRowProps {
  readonly position: number
  readonly item: ItemInput
  readonly onChange: (item: ItemInput) => void
  readonly onRemove: () => void
}

function ItemRow({ position, item, onChange, onRemove }: ItemRowProps): ReactElement {
  const t = useText()
  const set = (changed: Partial<ItemInput>): void => onChange({ ...item, ...changed })
  return (
    <fieldset className="item">
      <legend>{t.item.position(position)}</legend>
      <label>
        <span>{t.item.name}</span>
        <Input value={item.name} maxLength={100} onChange={(e) => set({ name: e.target.value })} />
      </label>
      <label>
        <span>{t.item.code}</span>
        <Input
          value={item.code}
          maxLength={41}
          placeholder={t.item.codeHelp}
          onChange={(e) => set({ code: e.target.value.toLowerCase() })}
        />
      </label>
      <label>
        <span>{t.item.type}</span>
        <Select
          value={item.type}
          options={itemTypes.map((value) => ({ value, label: t.item.types[value] }))}
          onChange={(type: ItemInput['type']) => set({ type })}
        />
      </label>
      <label>
        <span>{t.item.maxLength}</span>
        <InputNumber
          min={1}
          max={100_000}
          precision={0}
          value={item.maxLength}
          onChange={(maxLength) => set({ maxLength })}
        />
      </label>
      <label>
        <span>{t.item.grade}</span>
        <Select
          value={item.grade}
          options={grades.map((value) => ({ value, label: t.grade(value) }))}
          onChange={(grade: number) => set({ grade })}
        />
      </label>
      <label>
        <span>{t.item.identifier}</span>
        <Select
          value={item.identifier ?? ''}
          options={[
            { value: '', label: t.item.notIdentifier },
            ...identifierKinds.map((value) => ({ value, label: t.item.identifiers[value] })),
          ]}
          onChange={(kind: '' | NonNullable<ItemInput['identifier']>) => set({ identifier: kind === '' ? null : kind })}
        />
      </label>
      <label>
        <span>{t.item.mask}</span>
        <Select
          value={item.mask}
          options={maskKinds.map((value) => ({ value, label: t.item.masks[value] }))}
          onChange={(mask: ItemInput['mask']) => set({ mask })}
        />
      </label>
      <label>
        <span>{t.item.category}</span>
        <Select
          value={item.category ?? ''}
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { value: '', label: t.item.noCategory },
            ...itemCategories.map((value) => ({ value, label: t.item.categories[value] })),
          ]}
          onChange={(category: '' | NonNullable<ItemInput['category']>) =>
            set({ category: category === '' ? null : category })
          }
        />
      </label>
      <label>
        <span>{t.item.codeList}</span>
        <Input
          value={item.codeList ?? ''}
          maxLength={60}
          placeholder={t.item.codeListHelp}
          onChange={(e) => set({ codeList: e.target.value === '' ? null : e.target.value })}
        />
      </label>
      <label className="item-meaning">
        <span>{t.item.meaning}</span>
        <Input
          value={item.meaning ?? ''}
          maxLength={1000}
          onChange={(e) => set({ meaning: e.target.value === '' ? null : e.target.value })}
        />
      </label>
      <div className="item-end">
        <Checkbox checked={item.nullable} onChange={(e) => set({ nullable: e.target.checked })}>
          {t.item.nullable}
        </Checkbox>
        <Button size="small" type="text" onClick={onRemove} aria-label={t.item.removeNumber(position)}>
          {t.item.remove}
        </Button>
      </div>
    </fieldset>
  )
}
