/** Paths of the router that anybody may read: what they ask the server for is public. */
export const publicPaths = [
  '/open',
  '/open/$id',
  '/collection',
  '/collection/$id',
  '/law',
  '/law/matrix',
  '/law/packs/$pack',
  '/law/clauses/$clause',
  '/law/due-dates',
] as const

const patterns = publicPaths.map((path) => new RegExp(`^${path.replaceAll(/\$\w+/g, '[^/]+')}/?$`))

/** Whether the page at an address is shown to whoever is not signed in. */
export function isPublicPath(pathname: string): boolean {
  return patterns.some((pattern) => pattern.test(pathname))
}
