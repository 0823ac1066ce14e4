/** What is wrong with a signed message. */
export type SignatureFault =
  /** A field is not what its standard says: RFC 9651, RFC 9421 §4, RFC 9530 §2. */
  | { readonly code: 'FIELD_MALFORMED'; readonly field: string; readonly why: string }
  /** A component identifier that cannot stand in a signature: RFC 9421 §2. */
  | { readonly code: 'COMPONENT_INVALID'; readonly component: string; readonly why: string }
  /** The message has nothing of this name. */
  | { readonly code: 'COMPONENT_ABSENT'; readonly component: string }

/** Thrown by every function of this package. The evidence is in `fault`: names of fields and components, never a value. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError'
  readonly fault: SignatureFault

  constructor(fault: SignatureFault) {
    super(fault.code)
    this.fault = fault
  }
}

export function malformed(field: string, why: string): SignatureError {
  return new SignatureError({ code: 'FIELD_MALFORMED', field, why })
}
