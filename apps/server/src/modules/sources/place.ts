import { z } from 'zod'
import { line } from '../../platform/http/schemas.ts'

const host = z.string().min(1).max(253)
const port = z.number().int().min(1).max(65_535)
const name = line(63)
const certificate = z
  .string()
  .max(20_000)
  .regex(/^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/, 'expected a certificate in PEM')
  .optional()
  .meta({ description: 'Certificate of the authority that signed the server’s, where the system does not know it' })
const columns = z
  .record(z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), name)
  .default({})
  .meta({ description: 'Column of the table for an item, where it is not called as the item' })
/** Without TLS only on the machine itself. */
const tls = z.enum(['verify', 'off']).default('verify')
const extension = z.enum(['.csv', '.xlsx', '.jsonl', '.parquet'])

const table = { host, port, database: name, user: name, tls, ca: certificate, table: name, columns }
const password = z.strictObject({ password: z.string().min(1).max(500) })

/** A place as it is entered, with what opens it. Secrets are written once and never answered. */
export const sourcePlace = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('postgresql'),
    place: z.strictObject({ ...table, schema: name.default('public') }),
    secret: password,
  }),
  z.strictObject({ kind: z.literal('mysql'), place: z.strictObject(table), secret: password }),
  z.strictObject({
    kind: z.literal('s3'),
    place: z.strictObject({
      endpoint: z
        .url({ protocol: /^https?$/ })
        .max(300)
        .refine((url) => URL.canParse(url) && new URL(url).username === '', 'expected an address without a user'),
      region: line(60).default('auto'),
      bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,62}$/, 'expected the name of a bucket'),
      prefix: z.string().max(500).default(''),
      extension,
    }),
    secret: z.strictObject({ accessKeyId: z.string().min(1).max(200), secretAccessKey: z.string().min(1).max(500) }),
  }),
  z.strictObject({
    kind: z.literal('sftp'),
    place: z.strictObject({
      host,
      port: port.default(22),
      user: name,
      folder: z.string().startsWith('/').max(500),
      extension,
      hostKey: z
        .string()
        .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'expected the fingerprint that ssh-keygen -lf prints, SHA256:…'),
    }),
    secret: z.union([
      password,
      z.strictObject({
        privateKey: z.string().min(1).max(20_000),
        passphrase: z.string().max(500).optional(),
      }),
    ]),
  }),
])
export type SourcePlace = z.infer<typeof sourcePlace>
export type PlaceOf<K extends SourcePlace['kind']> = Extract<SourcePlace, { kind: K }>

/** Host that a place is on, as the operator's list names it. */
export function hostOf({ kind, place }: Pick<SourcePlace, 'kind' | 'place'>): string {
  if (kind !== 's3') return (place as PlaceOf<'sftp'>['place']).host
  return new URL((place as PlaceOf<'s3'>['place']).endpoint).hostname.replace(/^\[|\]$/g, '')
}

/** Whether what is fetched from there travels in clear. */
export function travelsInClear({ kind, place }: Pick<SourcePlace, 'kind' | 'place'>): boolean {
  if (kind === 'sftp') return false
  if (kind === 's3') return (place as PlaceOf<'s3'>['place']).endpoint.startsWith('http:')
  return (place as PlaceOf<'mysql'>['place']).tls === 'off'
}
