const canonical = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text is an id as the platform writes it: what else the database would take, such as capitals, names nothing here. */
export function isUuid(text: string): boolean {
  return canonical.test(text)
}
