/** Fields by lower-case name, as Node gives them: one value, or one for each line. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>

/** A request as far as it can be signed. */
export interface RequestMessage {
  readonly method: string
  /** Absolute URI as it was asked for, not normalised: scheme, authority, path, query; no fragment. */
  readonly targetUri: string
  readonly fields: Fields
}

/** An answer as far as it can be signed, with the request it answers where that is bound in (RFC 9421 §2.4). */
export interface ResponseMessage {
  readonly status: number
  readonly fields: Fields
  readonly request?: RequestMessage
}

export type Message = RequestMessage | ResponseMessage

export function isResponse(message: Message): message is ResponseMessage {
  return 'status' in message
}

/** Lines of a field in their order; undefined when there is none. */
export function linesOf(fields: Fields, name: string): readonly string[] | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined
  return typeof value === 'string' ? [value] : value
}
