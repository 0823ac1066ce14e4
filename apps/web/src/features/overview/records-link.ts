/** Pages that show the lists to which figures refer. */
const pages: Readonly<Record<string, string>> = {
  '/api/v1/catalog-entries': '/catalog',
  '/api/v1/information-systems': '/systems',
  '/api/v1/organizations': '/organizations',
  '/api/v1/statistics/datasets': '/cockpit/datasets',
  '/api/v1/supervision/clocks': '/supervision',
  '/api/v1/supervision/problems': '/cockpit/problems',
  '/api/v1/supervision/sharing': '/cockpit/answers',
}

/** Where the records of a figure are shown; undefined where no page lists them, or the reader may open no list. */
export function recordsLink(records: string | null): string | undefined {
  if (records === null) return undefined
  const [path = '', query] = records.split('?')
  const page = pages[path]
  return page === undefined ? undefined : [page, query].filter((part) => part !== undefined).join('?')
}
