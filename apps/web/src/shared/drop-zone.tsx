import { useRef, useState, type DragEvent, type ReactElement } from 'react'
import { Button } from 'antd'
import { useText } from '../text/text.tsx'

export interface DropZoneProps {
  /** What is to be dropped here. */
  readonly label: string
  readonly help: string
  /** Endings of file names, as an input of files takes them: `.xlsx,.csv`. */
  readonly accept: string
  readonly loading: boolean
  readonly onFile: (file: File) => void
}

/** Takes one file, dropped or chosen. */
export function DropZone({ label, help, accept, loading, onFile }: DropZoneProps): ReactElement {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null): void => {
    const file = files?.[0]
    if (file !== undefined && !loading) onFile(file)
  }
  const over = (event: DragEvent, on: boolean): void => {
    event.preventDefault()
    setOver(on)
  }
  return (
    <div
      className={`drop${isOver ? ' drop-over' : ''}`}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={(event) => {
        over(event, false)
        take(event.dataTransfer.files)
      }}
    >
      <strong>{label}</strong>
      <p className="quiet">{help}</p>
      <Button loading={loading} onClick={() => input.current?.click()}>
        {t.files.choose}
      </Button>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        accept={accept}
        aria-label={label}
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files)
          // The same file, put right, is chosen again.
          event.target.value = ''
        }}
      />
    </div>
  )
}
