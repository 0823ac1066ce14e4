/**
 * Components write plain links; the ones to pages of ours are followed without loading everything anew.
 *
 * @param isOurs - Of the path of a link; all of them when left out.
 * @returns What ends it.
 */
export function followPlainLinks(
  follow: (address: string) => void,
  isOurs: (path: string) => boolean = () => true,
): () => void {
  const onClick = (event: MouseEvent): void => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    const link = (event.target as Element | null)?.closest?.('a[href^="/"]')
    if (!(link instanceof HTMLAnchorElement) || link.target !== '' || link.hasAttribute('download')) return
    if (!isOurs(link.pathname)) return
    event.preventDefault()
    follow(link.getAttribute('href')!)
  }
  document.addEventListener('click', onClick)
  return () => document.removeEventListener('click', onClick)
}
