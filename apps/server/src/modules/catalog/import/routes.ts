import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { describeTableIssue, TableError, tableIssueEn, tableIssueZhCN } from '@fadu/tables'
import type { App } from '../../../platform/http/http-types.ts'
import { actReceipt, id, pageOf, pageQuery, problems, territoryCode } from '../../../platform/http/schemas.ts'
import { Problem, type Language } from '../../../platform/problem/index.ts'
import type { TerritoryTree } from '../../../platform/territory/territory-tree.ts'
import { organizationResource, person, territoryResource } from '../../org/index.ts'
import { difference, item } from '../routes.ts'
import type { CatalogExport } from './export-catalog.ts'
import { importFaultsEn } from './fault-texts.en.ts'
import { importFaultsZhCN } from './fault-texts.zh-cn.ts'
import type { OutlineReader } from './outline.ts'
import { receiveFile } from './receive-file.ts'
import { importLimits, type CatalogImport, type ImportCounts, type ImportRow, type ImportService } from './service.ts'

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const fileTypes = ['text/csv', xlsxType]
/** A data file is looked into, not kept. */
const maxOutlineBytes = 256 * 1024 * 1024

const state = z.enum(['reading', 'ready', 'departing', 'failed', 'applied', 'discarded'])
const kind = z.enum(['new', 'changed', 'unchanged', 'refused'])
const mode = z.enum(['all', 'valid'])
const format = z.enum(['xlsx', 'csv'])
const fileName = z.string().min(1).max(200)
const outcome = z
  .object({
    mode,
    created: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    skipped: z.array(z.object({ code: z.string(), because: z.enum(['refused', 'changedSince']) })),
    repeated: z.boolean().meta({ description: 'It had been applied before; nothing was done' }),
  })
  .meta({ id: 'CatalogImportOutcome' })
const summary = z
  .object({
    id,
    organization: id,
    territory: territoryCode,
    fileName: z.string(),
    state,
    progress: z.object({ done: z.number().int(), total: z.number().int() }),
    createdAt: z.string(),
    appliedAt: z.string().nullable(),
    outcome: outcome.nullable(),
  })
  .meta({ id: 'CatalogImport' })
const fault = z
  .object({
    severity: z.enum(['error', 'warning']),
    sheet: z.string(),
    line: z.number().int().meta({ description: 'Row of the sheet, or line of the file' }),
    column: z.string(),
    fault: z.string(),
    text: z.string(),
    options: z.array(z.string()).optional(),
    cites: z.array(z.string()),
    needed: z.string().optional(),
  })
  .meta({ id: 'CatalogImportFault' })
const row = z
  .object({
    line: z.number().int(),
    code: z.string(),
    name: z.string(),
    kind,
    entry: id.nullable(),
    differences: difference.nullable(),
    faults: z.array(fault),
  })
  .meta({ id: 'CatalogImportRow' })
const detail = summary
  .extend({
    counts: z.object({ new: z.number(), changed: z.number(), unchanged: z.number(), refused: z.number() }),
    departures: z
      .array(
        z.object({
          sheet: z.string(),
          column: z.string(),
          departure: z.enum(['missing', 'unknown']),
          cites: z.array(z.string()),
        }),
      )
      .meta({ description: 'Columns that differ from the template; such a file is not imported' }),
    notes: z.array(z.object({ note: z.string(), sheet: z.string().optional() })),
    fault: z.object({ code: z.string(), text: z.string() }).nullable(),
    rows: pageOf(row),
  })
  .meta({ id: 'CatalogImportDetail' })
const outlined = z
  .object({
    rows: z.number().int().meta({ description: 'Rows that were looked at' }),
    sheet: z.string(),
    items: z.array(
      z.object({
        item,
        header: z.string(),
        filled: z.number().int(),
        distinct: z.number().int().nullable().meta({ description: 'Null where there are too many to count' }),
        codeLike: z.boolean().meta({ description: 'Few values that repeat: probably the codes of a list' }),
      }),
    ),
  })
  .meta({ id: 'CatalogOutline' })

const begun = z.object({ result: z.object({ id, state }), act: actReceipt })
const params = z.strictObject({ id })

export function catalogImportRoutes(
  app: App,
  deps: {
    readonly imports: ImportService
    readonly exports: CatalogExport
    readonly outline: OutlineReader
    readonly territories: () => TerritoryTree
    readonly spoolFolder: string
  },
): void {
  const { imports, territories, spoolFolder } = deps
  if (!app.hasContentTypeParser(xlsxType)) {
    app.addContentTypeParser(xlsxType, (_request, payload, done) => done(null, payload))
  }
  app.addHook('onClose', () => imports.stop())

  app.post(
    '/api/v1/catalog-imports',
    {
      config: { action: 'catalogImport.prepare' },
      schema: {
        tags: ['catalog'],
        summary: 'Upload a catalog (workbook or CSV of the template); it is read and compared, and changes nothing yet',
        consumes: fileTypes,
        querystring: z.strictObject({ fileName: fileName.default('catalog.xlsx') }),
        response: { 202: begun, ...problems },
      },
    },
    async (request, reply) => {
      const me = person(request)
      await request.desk.authorize('catalogImport.prepare', organizationResource(me.organization))
      const file = await receiveFile(fileOf(request), { spoolFolder, maxBytes: importLimits.bytes })
      const given = { id: uuidv7(), organization: me.organization.id, fileName: request.query.fileName }
      try {
        const done = await request.desk.perform(imports.begin(me, { ...given, contentHash: file.contentHash }))
        // A repeated request got its first answer: that file is being read already.
        if (done.result.id === given.id) {
          imports.read(me, given.id, file, (error) =>
            request.log.error({ fault: error instanceof Error ? error.name : 'unknown' }, 'reading an import failed'),
          )
        } else await file.discard()
        return await reply.code(202).send(done as never)
      } catch (error) {
        await file.discard()
        throw error
      }
    },
  )

  app.get(
    '/api/v1/catalog-imports',
    {
      config: { action: 'catalogImport.read' },
      schema: {
        tags: ['catalog'],
        summary: 'Imports of the own organisation, newest first',
        querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
        response: { 200: z.object({ items: z.array(summary) }), ...problems },
      },
    },
    async (request) => {
      const me = person(request)
      await request.desk.authorize('catalogImport.read', organizationResource(me.organization))
      return { items: (await imports.list(me.organization.id, request.query.limit)).map(summaryView) }
    },
  )

  app.get(
    '/api/v1/catalog-imports/:id',
    {
      config: { action: 'catalogImport.read' },
      schema: {
        tags: ['catalog'],
        summary: 'An import: how far it is, what differs from the template, and what it would do, entry by entry',
        params,
        querystring: z.strictObject({ kind: kind.optional(), ...pageQuery }),
        response: { 200: detail, ...problems },
      },
    },
    async (request) => {
      const { found, facts } = await imports.find(request.params.id)
      await request.desk.authorize('catalogImport.read', facts.resource)
      const page = await imports.rows(found.id, request.query)
      const language = request.language
      return {
        ...detailView(found, await imports.counts(found.id), language),
        rows: { ...page, items: page.items.map((r) => rowView(r, language)) },
      }
    },
  )

  app.post(
    '/api/v1/catalog-imports/:id/apply',
    {
      config: { action: 'catalogEntry.import' },
      schema: {
        tags: ['catalog'],
        summary: 'Write what the preview showed: all of it or nothing, or what is good of it',
        params,
        body: z.strictObject({ mode: mode.default('all') }),
        response: { 200: z.object({ result: outcome, act: actReceipt }), ...problems },
      },
    },
    async (request) =>
      request.desk.perform(imports.apply(person(request), request.params.id, request.body.mode)) as never,
  )

  app.post(
    '/api/v1/catalog-imports/:id/discard',
    {
      config: { action: 'catalogImport.discard' },
      schema: {
        tags: ['catalog'],
        summary: 'Drop an import that was not applied',
        params,
        response: { 200: begun, ...problems },
      },
    },
    async (request) => request.desk.perform(imports.discard(request.params.id)) as never,
  )

  app.get(
    '/api/v1/catalog-template',
    {
      config: { action: 'catalog.list' },
      schema: {
        tags: ['catalog'],
        summary: 'The empty template in which a territory hands over its catalog',
        querystring: z.strictObject({ territory: territoryCode.optional(), format: format.default('xlsx') }),
        response: { ...problems },
      },
    },
    async (request, reply) => {
      const { territory = person(request).organization.territory, format: wanted } = request.query
      const resource = territoryResource(territories(), territory)
      await request.desk.authorize('catalog.list', resource)
      const bytes = await deps.exports.template(resource.territory!, wanted)
      return reply.headers(fileHeaders('template', wanted)).send(Readable.from(bytes) as never)
    },
  )

  app.get(
    '/api/v1/catalog-exports',
    {
      config: { action: 'catalog.list' },
      schema: {
        tags: ['catalog'],
        summary: 'The catalog of a territory or of one organisation as a file, as far as the viewer may see it',
        querystring: z.strictObject({
          territory: territoryCode.optional(),
          organization: id.optional(),
          format: format.default('xlsx'),
        }),
        response: { ...problems },
      },
    },
    async (request, reply) => {
      const me = person(request)
      const { territory = me.organization.territory, organization, format: wanted } = request.query
      const resource = territoryResource(territories(), territory)
      await request.desk.authorize('catalog.list', resource)
      const bytes = await deps.exports.entries(me, { territory: resource.territory!, organization, format: wanted })
      return reply.headers(fileHeaders('catalog', wanted)).send(Readable.from(bytes) as never)
    },
  )

  app.post(
    '/api/v1/catalog-outlines',
    {
      config: { action: 'catalog.outline' },
      schema: {
        tags: ['catalog'],
        summary: 'Propose data items from a data file; nothing of it is kept',
        consumes: fileTypes,
        querystring: z.strictObject({ sheet: z.string().max(100).optional() }),
        response: { 200: outlined, ...problems },
      },
    },
    async (request) => {
      const me = person(request)
      await request.desk.authorize('catalog.outline', organizationResource(me.organization))
      const file = await receiveFile(fileOf(request), { spoolFolder, maxBytes: maxOutlineBytes })
      try {
        return (await deps.outline(file.path, me.organization.territory, request.query.sheet)) as never
      } catch (error) {
        throw error instanceof TableError ? new Problem({ code: 'TABLE_UNREADABLE', issue: error.issue }) : error
      } finally {
        await file.discard()
      }
    },
  )
}

function fileOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  if (request.body instanceof Readable) return request.body
  throw new Problem({ code: 'REQUEST_MEDIA_TYPE', accepted: fileTypes.join(', ') })
}

function fileHeaders(name: string, wanted: 'xlsx' | 'csv'): Record<string, string> {
  return {
    'content-type': wanted === 'csv' ? 'text/csv; charset=utf-8' : xlsxType,
    'content-disposition': `attachment; filename="${name}.${wanted}"`,
    'cache-control': 'no-store',
  }
}

function summaryView(found: CatalogImport): z.input<typeof summary> {
  const { id: importId, organization, territory, fileName: name, done, total, createdAt, appliedAt } = found
  return {
    id: importId,
    organization,
    territory,
    fileName: name,
    state: found.state,
    progress: { done, total },
    createdAt: createdAt.toISOString(),
    appliedAt: appliedAt?.toISOString() ?? null,
    outcome: found.outcome === null ? null : { ...found.outcome, skipped: [...found.outcome.skipped] },
  }
}

function detailView(
  found: CatalogImport,
  counts: ImportCounts,
  language: Language,
): Omit<z.input<typeof detail>, 'rows'> {
  return {
    ...summaryView(found),
    counts,
    departures: found.departures.map((d) => ({ ...d, cites: [...d.cites] })),
    notes: [...found.notes],
    fault: found.fault === null ? null : { code: found.fault.code, text: failureText(found.fault, language) },
  }
}

function failureText(failure: NonNullable<CatalogImport['fault']>, language: Language): string {
  if (failure.code === 'INTERRUPTED') {
    return language === 'en' ? 'Reading was interrupted; upload the file again' : '读取中断，请重新上传'
  }
  return describeTableIssue(language === 'en' ? tableIssueEn : tableIssueZhCN, failure)
}

function rowView({ position: _, faults, ...found }: ImportRow, language: Language): z.input<typeof row> {
  const texts = language === 'en' ? importFaultsEn : importFaultsZhCN
  return {
    ...found,
    differences: found.differences as never,
    faults: faults.map(({ needed, options, cites, ...f }) => ({
      ...f,
      text: texts[f.fault],
      cites: [...cites],
      ...(options === undefined ? {} : { options: [...options] }),
      ...(needed === undefined ? {} : { needed: language === 'en' ? needed.textEn : needed.text }),
    })),
  }
}
