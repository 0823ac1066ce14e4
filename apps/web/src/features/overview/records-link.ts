/** Pages that show the lists to which figures refer. */
const pages: Readonly<Record<string, string>> = {
  '/api/v1/catalog-entries': '/catalog',
  '/api/v1/information-systems': '/systems',
}

/** Where the records of a figure are shown; undefined where no page lists them. */
export function recordsLink(records: string): string | undefined {
  const [path = '', query] = records.split('?')
  const page = pages[path]
  return page === undefined ? undefined : [page, query].filter((part) => part !== undefined).join('?')
}
