import type { ApplicationSigner } from '@fadu/sdk'
import { readKeyFile, type KeyFileFault, type PrivateJwk, type SigningAlgorithm } from './read-key-file.ts'

/** Beside what is wrong with the file: what this browser, or the way it was reached, cannot do. */
export type SignerFault = KeyFileFault | 'insecure' | 'notHere'

export type LoadedSigner =
  { readonly signer: ApplicationSigner; readonly algorithm: SigningAlgorithm } | { readonly fault: SignerFault }

/** Larger than any key; a file that is, is none. */
const mostBytes = 100_000

/**
 * Makes a signer of a private key that somebody chose from the disk. The key goes into the browser's own keeping in a form in which
 * it signs and cannot be read out again; nothing of it is sent or stored.
 */
export async function loadSigner(file: Blob, application: string): Promise<LoadedSigner> {
  // Typed as always there, it is missing where a page came over a connection that anybody could have changed.
  if ((crypto.subtle as typeof crypto.subtle | undefined) === undefined) return { fault: 'insecure' }
  if (file.size > mostBytes) return { fault: 'unknown' }
  const read = readKeyFile(await file.text(), application)
  if ('fault' in read) return read
  const { algorithm } = read
  const kind = algorithm === 'EdDSA' ? 'Ed25519' : { name: 'ECDSA', namedCurve: 'P-256' }
  const how = algorithm === 'EdDSA' ? 'Ed25519' : { name: 'ECDSA', hash: 'SHA-256' }
  try {
    const jwk = 'jwk' in read ? read.jwk : await jwkOf(read.pkcs8, kind)
    const key = await crypto.subtle.importKey('jwk', jwk, kind, false, ['sign'])
    const { keyIdOf } = await import('@fadu/sdk')
    const keyId = await keyIdOf({ ...jwk })
    const sign: ApplicationSigner['sign'] = async (message) =>
      new Uint8Array(await crypto.subtle.sign(how, key, Uint8Array.from(message)))
    return { algorithm, signer: { algorithm, keyId, sign } }
  } catch (fault) {
    return { fault: fault instanceof DOMException && fault.name === 'NotSupportedError' ? 'notHere' : 'broken' }
  }
}

/** PKCS #8 need not hold the public part, by which the platform names a key; the browser works it out. */
async function jwkOf(
  pkcs8: Uint8Array<ArrayBuffer>,
  kind: string | { readonly name: string; readonly namedCurve: string },
): Promise<PrivateJwk> {
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey(
    'jwk',
    await crypto.subtle.importKey('pkcs8', pkcs8, kind, true, ['sign']),
  )
  return { kty, crv, x, ...(y === undefined ? {} : { y }), d } as PrivateJwk
}
