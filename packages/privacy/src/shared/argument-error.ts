/**
 * A caller broke the contract of a function of this package. Ordinary bad data is a returned issue, never this.
 *
 * The offending value is deliberately not carried: it may be personal information.
 */
export class PrivacyArgumentError extends Error {
  override readonly name = 'PrivacyArgumentError'
  readonly code = 'PRIVACY_ARGUMENT_MALFORMED'
  /** Name of the parameter. */
  readonly parameter: string
  /** What was expected, in words for a developer. */
  readonly expected: string

  constructor(parameter: string, expected: string) {
    super(`PRIVACY_ARGUMENT_MALFORMED: ${parameter} must be ${expected}`)
    this.parameter = parameter
    this.expected = expected
  }
}
