import helmet from 'helmet'

const set = helmet({
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      upgradeInsecureRequests: null,
    },
  },
  strictTransportSecurity: false,
})

/**
 * The policy of the page: its components write their styles at run time, each marked with the number of this answer.
 *
 * @param nonce - Of one answer; letters, digits, `+`, `/` and `=`.
 */
export function pagePolicy(nonce: string): string {
  return securityHeaders['content-security-policy']!.replace(/style-src [^;]+/, `style-src 'self' 'nonce-${nonce}'`)
}

/** What every answer tells a browser. The same for all, so it is worked out once and not for each answer. */
export const securityHeaders: Readonly<Record<string, string>> = collect()

function collect(): Record<string, string> {
  // An answer is for whoever asked; the pages, which are for everybody, say otherwise themselves.
  const headers: Record<string, string> = { 'cache-control': 'no-store' }
  const answer = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value
    },
    removeHeader: () => undefined,
  }
  set({} as never, answer as never, (fault?: unknown) => {
    if (fault !== undefined) throw new Error('the security headers cannot be worked out', { cause: fault })
  })
  return headers
}
