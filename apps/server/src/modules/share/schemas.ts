import { z } from 'zod'
import { fieldMaskKinds } from '@fadu/privacy'
import { civilDay, id, territoryCode } from '../../platform/http/schemas.ts'
import { caseSummaryShape } from '../cases/index.ts'

/** What the routes of sharing answer. */

const named = z.object({ id, name: z.string() })
const entry = z.object({ id, code: z.string(), name: z.string() })
const rowCondition = z.object({
  item: z.string(),
  test: z.enum(['oneOf', 'between', 'within']),
  values: z.array(z.string()).optional(),
  from: z.string().nullable().optional(),
  to: z.string().nullable().optional(),
})
const fieldMask = z.object({ kind: z.enum(fieldMaskKinds), width: z.number().int().optional() })
const grantShape = z.object({
  id,
  case: id,
  entry: entry.extend({ territory: territoryCode }),
  applicant: named,
  application: named,
  fields: z.array(z.string()),
  purposes: z.array(z.string()),
  modes: z.array(z.enum(['interface', 'batch'])),
  rowFilter: z.array(rowCondition),
  masks: z.record(z.string(), fieldMask),
  volumePerDay: z.number().int().nullable().meta({ description: 'Rows a day that the applicant stated' }),
  quotaPerDay: z.number().int().nullable().meta({ description: 'Rows of a day of Asia/Shanghai' }),
  quotaTotal: z.number().int().nullable(),
  matterRequired: z.boolean(),
  signedCalls: z.boolean().meta({ description: 'Whether each call under it must be signed (RFC 9421)' }),
  withheldPerMille: z.number().int().meta({ description: 'Thousandths of the rows that may be left out of a file' }),
  validUntil: civilDay,
  status: z.enum(['active', 'suspended', 'revoked']),
  issuedAt: z.string(),
  deliveredAt: z.string().nullable(),
})
export const grant = grantShape.meta({ id: 'Grant' })
export const grantDetail = grantShape
  .extend({
    suspendedBy: z.array(id),
    changes: z.array(
      z.object({
        kind: z.enum(['issued', 'amended', 'renewed', 'reduced', 'suspended', 'restored', 'ended']),
        case: id,
        at: z.string(),
        terms: z.record(z.string(), z.unknown()),
      }),
    ),
    taken: z.object({ today: z.number().int(), total: z.number().int() }),
  })
  .meta({ id: 'GrantDetail' })

const counts = {
  calls: z.number().int(),
  asked: z.number().int().meta({ description: 'Keys asked for' }),
  missed: z.number().int().meta({ description: 'Keys that gave no row' }),
  rows: z.number().int(),
  offHoursRows: z.number().int(),
}
const period = z.object({ from: civilDay, to: civilDay })
export const usage = z
  .object({
    grant: grantShape,
    period,
    totals: z.object(counts),
    days: z.array(z.object({ day: civilDay, ...counts })),
    items: z.array(z.object({ item: z.string(), calls: z.number().int(), lastAt: z.string() })),
    matters: z.array(
      z.object({
        purpose: z.string(),
        matter: z.string(),
        calls: z.number().int(),
        rows: z.number().int(),
        lastAt: z.string(),
      }),
    ),
    mattersInAll: z.number().int(),
    refused: z.array(z.object({ rule: z.string(), calls: z.number().int() })),
    reviews: z.array(
      z.object({ case: id, open: z.boolean(), since: civilDay, through: civilDay, grounds: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'GrantUsage' })
export const entryUsageLine = z
  .object({
    grant: id,
    applicant: named,
    application: named,
    purposes: z.array(z.string()),
    lastDay: civilDay.nullable(),
    ...counts,
  })
  .meta({ id: 'EntryUsageLine' })

export const askedFor = caseSummaryShape
  .extend({
    kind: z.enum(['share', 'open']),
    applicant: named.nullable(),
    ageDays: z.number().int().meta({ description: 'Days of the calendar since it was opened' }),
  })
  .meta({ id: 'AskedFor' })
export const sharedEntry = z
  .object({
    entry,
    shareAttribute: z.string().nullable(),
    openAttribute: z.string().nullable(),
    grants: z.number().int().meta({ description: 'Grants that stand' }),
  })
  .meta({ id: 'SharedEntry' })
