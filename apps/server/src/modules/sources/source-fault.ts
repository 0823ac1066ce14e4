import type { SourceFaultKind } from '../../platform/problem/index.ts'

/** A source that answered wrongly or not at all. Carries no word of the source: what it says can quote data. */
export class SourceFault extends Error {
  readonly kind: SourceFaultKind

  constructor(kind: SourceFaultKind, cause?: unknown) {
    super(kind, { cause })
    this.name = 'SourceFault'
    this.kind = kind
  }
}

const tlsCodes =
  /^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HANDSHAKE_SSL|EPROTO|ERR_SSL)|(self-signed|does not support SSL|does not support secure)/i
const networkCodes = /^(ECONN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EAI_AGAIN|EPIPE)/

/** What a fault of the network or of TLS is called; `broken` when it is neither. */
export function faultOf(error: unknown): SourceFault {
  if (error instanceof SourceFault) return error
  const { code, message, cause } = (error ?? {}) as { code?: unknown; message?: unknown; cause?: unknown }
  const said = [code, message].filter((part) => typeof part === 'string')
  if (said.some((part) => tlsCodes.test(part))) return new SourceFault('tls', error)
  if (said.some((part) => networkCodes.test(part) || /timeout|timed out/i.test(part)))
    return new SourceFault('unreachable', error)
  return cause === undefined ? new SourceFault('broken', error) : faultOf(cause)
}
