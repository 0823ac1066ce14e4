import { useState, type ClipboardEvent, type ReactElement } from 'react'
import { Button, Input } from 'antd'
import { mostRows } from '@fadu/domain'
import type { FormColumn, FormField, Instrument } from '../api/types.ts'
import { ClauseChips } from '../components/clause-chip/clause-chip.tsx'
import { useText } from '../text/text.tsx'
import { FieldInput, type Choice } from './field-input.tsx'
import { isAsked, isBlank, isRequired, rowsIn, type FormFaults, type FormValues } from './form-values.ts'
import { useLawBook } from './law-book.ts'
import { pastedRows, type UnreadCell } from './pasted-rows.ts'

export interface RowsInputProps {
  readonly field: FormField
  readonly value: unknown
  readonly onChange: (rows: readonly FormValues[]) => void
  readonly faults: FormFaults
  readonly instruments: readonly Instrument[]
  /** Choices for columns that name something on the platform. */
  readonly choices: Readonly<Record<string, readonly Choice[]>>
}

/** A list of which each row answers the same columns; written by hand, or pasted from the spreadsheet in which it stands. */
export function RowsInput({ field, value, onChange, faults, instruments, choices }: RowsInputProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const [unread, setUnread] = useState<readonly UnreadCell[]>([])
  const columns = field.columns ?? []
  const rows = rowsIn(value)
  const isFull = rows.length >= mostRows

  /** Puts copied rows in place of those from `row` on; a longer list grows. */
  const paste = (text: string, row: number, column: number): void => {
    const context = { columns, instruments, yes: t.form.yes, no: t.form.no }
    const pasted = pastedRows(text, column, context)
    const merged = pasted.rows.map((cells, i) => ({ ...rows[row + i], ...cells }))
    setUnread(pasted.unread)
    onChange([...rows.slice(0, row), ...merged, ...rows.slice(row + merged.length)].slice(0, mostRows))
  }
  return (
    <div className="rows-input">
      {rows.length > 0 && (
        <table className="table table-rows">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t.rows.number}
              </th>
              {columns.map((column) => (
                <th key={column.name} scope="col">
                  {column.label} {column.required && <span className="required">{t.form.required}</span>}{' '}
                  <ClauseChips clauses={column.cites.map(book.clause)} />
                </th>
              ))}
              <th>
                <span className="visually-hidden">{t.rows.remove}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <RowCells
                key={i}
                columns={columns}
                row={row}
                position={i + 1}
                faultOf={faultsOfRow(field.name, rows, i, faults)}
                instruments={instruments}
                choices={choices}
                onChange={(changed) => onChange(rows.with(i, changed))}
                onRemove={() => onChange(rows.toSpliced(i, 1))}
                onPaste={(text, column) => paste(text, i, column)}
              />
            ))}
          </tbody>
        </table>
      )}
      {unread.length > 0 && <UnreadCells cells={unread} />}
      <div className="rows-foot">
        <Button onClick={() => onChange([...rows, {}])} disabled={isFull}>
          {t.rows.add}
        </Button>
        <Input
          className="rows-paste"
          aria-label={t.rows.pasteHere}
          placeholder={t.rows.pasteHere}
          value=""
          disabled={isFull}
          // Only what is pasted counts here; typing has the cells.
          onChange={() => undefined}
          onPaste={(event) => {
            event.preventDefault()
            paste(event.clipboardData.getData('text/plain'), rows.length, 0)
          }}
        />
        <span className="quiet">{t.rows.count(rows.length, mostRows)}</span>
      </div>
    </div>
  )
}

/** Faults by column. Blank rows are not sent, so the server counts without them. */
function faultsOfRow(
  field: string,
  rows: readonly FormValues[],
  at: number,
  faults: FormFaults,
): (column: string) => string | undefined {
  const sentAt = rows.slice(0, at).filter((row) => !isBlank(row)).length
  return (column) => (isBlank(rows[at]) ? undefined : faults[`${field}.${sentAt}.${column}`])
}

interface RowCellsProps {
  readonly columns: readonly FormColumn[]
  readonly row: FormValues
  readonly position: number
  readonly faultOf: (column: string) => string | undefined
  readonly instruments: readonly Instrument[]
  readonly choices: RowsInputProps['choices']
  readonly onChange: (row: FormValues) => void
  readonly onRemove: () => void
  readonly onPaste: (text: string, column: number) => void
}

function RowCells({
  columns,
  row,
  position,
  faultOf,
  instruments,
  choices,
  onChange,
  onRemove,
  onPaste,
}: RowCellsProps): ReactElement {
  const t = useText()
  /** Several cells at once go into rows; one piece of text stays where it was pasted. */
  const takeCells = (event: ClipboardEvent, column: number): void => {
    const text = event.clipboardData.getData('text/plain')
    const isProse = columns[column]?.type === 'longText'
    if (!text.includes('\t') && (isProse || !text.trim().includes('\n'))) return
    event.preventDefault()
    onPaste(text, column)
  }
  return (
    <tr aria-label={t.rows.position(position)}>
      <td className="number quiet">{position}</td>
      {columns.map((column, c) => (
        <td
          key={column.name}
          className={`cell-${column.type}${faultOf(column.name) === undefined ? '' : ' cell-faulty'}`}
          data-label={column.label}
          onPaste={(event) => takeCells(event, c)}
        >
          {isAsked(column, row) && (
            <Cell
              column={column}
              row={row}
              position={position}
              fault={faultOf(column.name)}
              instruments={instruments}
              choices={choices[column.name]}
              onChange={(value) => onChange({ ...row, [column.name]: value })}
            />
          )}
        </td>
      ))}
      <td>
        <Button size="small" type="text" onClick={onRemove} aria-label={t.rows.removeNumber(position)}>
          {t.rows.remove}
        </Button>
      </td>
    </tr>
  )
}

interface CellProps {
  readonly column: FormColumn
  readonly row: FormValues
  readonly position: number
  readonly fault: string | undefined
  readonly instruments: readonly Instrument[]
  readonly choices: readonly Choice[] | undefined
  readonly onChange: (value: unknown) => void
}

function Cell({ column, row, position, fault, instruments, choices, onChange }: CellProps): ReactElement {
  const t = useText()
  const id = `${column.name}-${position}`
  return (
    <>
      <FieldInput
        field={column}
        value={row[column.name]}
        onChange={onChange}
        instruments={instruments}
        choices={choices}
        isCell
        ids={{
          id,
          'aria-label': t.rows.cell(position, column.label),
          'aria-describedby': fault === undefined ? undefined : `${id}-fault`,
          'aria-invalid': fault === undefined ? undefined : true,
          'aria-required': isRequired(column, row) ? true : undefined,
        }}
      />
      {fault !== undefined && (
        <p className="field-fault" id={`${id}-fault`}>
          {t.faults[fault] ?? fault}
        </p>
      )}
    </>
  )
}

interface UnreadCellsProps {
  readonly cells: readonly UnreadCell[]
}

const mostUnreadShown = 5

function UnreadCells({ cells }: UnreadCellsProps): ReactElement {
  const t = useText()
  return (
    <div className="note" role="alert">
      <p>
        {t.rows.unread(cells.length)}
        {cells
          .slice(0, mostUnreadShown)
          .map((cell) => t.rows.unreadCell(cell.line, cell.column, cell.text))
          .join(t.sentenceComma)}
        {cells.length > mostUnreadShown && '…'}
      </p>
    </div>
  )
}
