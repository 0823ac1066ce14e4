import { z } from 'zod'
import { civilDay, id, territoryCode } from '../../platform/http/schemas.ts'

/** Most that one page or answer may have, bytes. A page is cut before; one entry with all its items stays below. */
export const maxAnswerBytes = 4 * 1024 * 1024

const change = z.number().int().min(1)
const text = z.string().max(4000)
const instant = z.iso.datetime()
const receipt = id.nullable()

const item = z.looseObject({ code: z.string().max(60), name: z.string().max(200) })
const entry = z.object({
  kind: z.literal('entry'),
  change,
  id,
  code: z.string().max(100),
  name: z.string().max(400),
  territory: territoryCode,
  provider: z.string().max(400),
  version: z.number().int().min(1),
  publishedAt: instant,
  fields: z.record(z.string().max(100), z.unknown()),
  items: z.array(item).max(1000),
  /** Entry of the log in which the publication is recorded. */
  receipt,
})
const grant = z.object({
  kind: z.literal('grant'),
  change,
  id,
  entry: z.object({ id, code: z.string().max(100), name: z.string().max(400), territory: territoryCode }),
  applicant: z.object({ name: z.string().max(400), territory: territoryCode }),
  status: z.enum(['active', 'suspended', 'revoked']),
  fields: z.array(z.string().max(100)).max(1000),
  purposes: z.array(text).max(200),
  modes: z.array(z.string().max(40)).max(20),
  /** Whether it reaches only some rows or masks an item; which ones stays with the provider. */
  narrowed: z.boolean(),
  until: civilDay,
  issuedAt: instant,
  receipt,
})
const withdrawn = z.object({ kind: z.literal('withdrawn'), change, id })
/** No longer for the other to know. */
const gone = z.object({ kind: z.literal('gone'), change, of: z.enum(['entry', 'grant']), id })

/** One thing that one platform tells another. Metadata alone: no stored value has a place in it. */
export const exchangeItem = z.discriminatedUnion('kind', [entry, grant, withdrawn, gone])
export type ExchangeItem = z.infer<typeof exchangeItem>
export type ToldEntry = z.infer<typeof entry>
export type ToldGrant = z.infer<typeof grant>

/** What is told in one exchange. Its bytes are what the record of the exchange commits to. */
export const exchangePage = z.object({
  v: z.literal(1),
  /** Application as which the other is known to whoever tells: a page to one platform is none to another. */
  to: id,
  territory: territoryCode,
  after: z.number().int().min(0),
  upTo: z.number().int().min(0),
  more: z.boolean(),
  items: z.array(exchangeItem).max(1000),
})
export type ExchangePage = z.infer<typeof exchangePage>

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const path = z.array(hash).max(128)

/** A page with what proves it: its record in the log, under a signed checkpoint that extends the one seen before. */
export const exchangeAnswer = z.strictObject({
  page: z.string().max(maxAnswerBytes).meta({ description: 'Canonical JSON; its SM3 stands in the record' }),
  record: z.string().max(20_000).meta({ description: 'Entry of the log of whoever tells' }),
  leafIndex: z.number().int().min(0),
  path: path.meta({ description: 'Inclusion proof of the record, hexadecimal' }),
  checkpoint: z.string().max(20_000),
  consistency: path.meta({ description: 'Proof that the log extends the size asked for, hexadecimal' }),
})
export type ExchangeAnswer = z.infer<typeof exchangeAnswer>
