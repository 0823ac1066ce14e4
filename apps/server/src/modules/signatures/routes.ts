import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { problems } from '../../platform/http/schemas.ts'
import type { Signatures } from './service.ts'

const jwk = z.object({
  kty: z.enum(['EC', 'OKP']),
  crv: z.enum(['SM2', 'Ed25519']),
  x: z.string(),
  y: z.string().optional(),
  kid: z.string().meta({ description: 'Name of the key in signatures: its thumbprint (RFC 7638, SHA-256)' }),
  alg: z.enum(['SM2', 'EdDSA']),
  use: z.literal('sig'),
})

export function signatureRoutes(app: App, { signatures }: { readonly signatures: Signatures }): void {
  app.get(
    '/gw/v1/keys',
    {
      config: { action: 'log.verify' },
      schema: {
        tags: ['gateway'],
        summary: 'Public keys under which the gateway signs answers (RFC 9421), as a JWK set',
        response: { 200: z.object({ keys: z.array(jwk) }), ...problems },
      },
    },
    () => ({ keys: signatures.keys.map((key) => key.jwk) }) as never,
  )
}
