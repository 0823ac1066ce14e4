import { useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react'

export interface ModalProps {
  readonly title: string
  readonly className: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog over the page, as the browser makes it: it keeps the focus, closes by Escape and gives the focus back. */
export function Modal({ title, className, onClose, children }: ModalProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  // Before it is taken away: a dialog that is not there any more gives no focus back.
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={className}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        // What lies around it belongs to it.
        if (event.target === event.currentTarget) onClose()
      }}
    >
      {children}
    </dialog>
  )
}
