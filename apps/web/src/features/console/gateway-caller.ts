import type { ApplicationSigner, LookedUp, Lookup } from '@fadu/sdk'
import { ApiFault } from '../../api/client.ts'
import type { Language } from '../../text/text.tsx'

export interface GatewayCaller {
  /** @throws {ApiFault} with the document of the gateway; status 0 when it could not be reached. */
  lookup(dataset: string, request: Lookup): Promise<LookedUp>
}

export interface CallerOptions {
  /** Whose key it is. */
  readonly application: string
  readonly signer: ApplicationSigner
  /** Signs every call (RFC 9421), not only the assertion. */
  readonly signCalls: boolean
  readonly language: Language
}

/**
 * Calls the gateway as an application does: by an assertion that its key signs, and the short bearer that the gateway gives for it.
 * The session of whoever sits here is left out of every call, so that it can open nothing. One attempt, as it is made.
 */
export async function openGateway({ application, signer, signCalls, language }: CallerOptions): Promise<GatewayCaller> {
  const { createClient, FaduProblem, FaduRefusal } = await import('@fadu/sdk')
  const client = createClient({
    baseUrl: location.origin,
    language,
    retry: { attempts: 1 },
    fetch: (input, init) => fetch(input, { ...init, credentials: 'omit' }),
  }).asApplication({ id: application, signer }, { signCalls })
  return {
    lookup: async (dataset, request) => {
      try {
        return await client.lookup(dataset, request)
      } catch (fault) {
        if (fault instanceof FaduRefusal || fault instanceof FaduProblem)
          throw new ApiFault(fault.status, fault.document)
        throw new ApiFault(0, undefined)
      }
    },
  }
}
