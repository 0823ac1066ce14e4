/** Text for a pattern of `like` and `ilike`, which then read it as itself. */
export function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}
