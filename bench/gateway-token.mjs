import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'

/** A bearer token of the gateway for an application with an Ed25519 key. */
export async function gatewayToken(baseUrl, { id, privateKey }) {
  const issued = Math.floor(Date.now() / 1000)
  const claims = { iss: id, sub: id, aud: 'fadu-gateway', iat: issued, exp: issued + 60, jti: randomUUID() }
  const assertion = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(await importJWK(privateKey, 'EdDSA'))
  const answer = await fetch(`${baseUrl}/gw/v1/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  })
  if (!answer.ok) throw new Error(`token: ${answer.status} ${await answer.text()}`)
  return (await answer.json()).access_token
}
