import helmet from 'helmet'

const set = helmet({
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      // Ant Design writes its styles at run time; scripts stay strict.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      upgradeInsecureRequests: null,
    },
  },
  strictTransportSecurity: false,
})

/** What every answer tells a browser. The same for all, so it is worked out once and not for each answer. */
export const securityHeaders: Readonly<Record<string, string>> = collect()

function collect(): Record<string, string> {
  const headers: Record<string, string> = {}
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
