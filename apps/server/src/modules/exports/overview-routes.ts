import { z } from 'zod'
import type { Db } from '../../platform/db/open-database.ts'
import type { App } from '../../platform/http/http-types.ts'
import { id, pageOf, pageQuery, problems, territoryCode } from '../../platform/http/schemas.ts'
import { platformResource } from '../../platform/law/gate.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { datasetCode } from '../aggregate/index.ts'
import { entryFacts, entryResource, readEntry } from '../catalog/index.ts'
import { organizationResource, person, readOrganization, territoryResource } from '../org/index.ts'
import type { ExportOverview } from './export-overview.ts'
import { exportRecord, namedExport, states } from './schemas.ts'
import type { ExportService } from './service.ts'

const params = z.strictObject({ id })
const filters = {
  dataset: datasetCode.optional(),
  state: z.enum(states).optional(),
  ...pageQuery,
}

/** Exports for the people who answer for them: of whose application asked, of whose data it is, and who supervises both. */
export function exportOverviewRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly overview: ExportOverview
    readonly exports: Pick<ExportService, 'discardAsPerson' | 'remove'>
    readonly grant: (
      id: string,
    ) => Promise<{ readonly entry: { readonly id: string }; readonly applicant: { readonly id: string } }>
    readonly territories: () => TerritoryTree
  },
): void {
  const { db, overview, exports, territories } = deps

  /** A file is a use of its grant: it is told to whoever the use is told to (PF-75, WZ-27). */
  const authorizeUse = async (
    request: Parameters<typeof person>[0],
    of: { readonly entry: string; readonly applicant: string },
  ): Promise<void> => {
    const entry = await readEntry(db, of.entry)
    const context = { entry: entryFacts(entry, territories()), applicant: of.applicant }
    await request.desk.authorize('grant.usage', entryResource(entry), context)
  }

  app.get(
    '/api/v1/exports',
    {
      config: { action: 'grant.list' },
      schema: {
        tags: ['sharing'],
        summary: 'Exports that applications of an organisation asked for or that hold its data, newest first',
        querystring: z.strictObject({
          organization: id.optional(),
          side: z.enum(['received', 'provided']).optional().meta({ description: 'Both when not said' }),
          grant: id.optional().meta({
            description: 'All of this grant, for whoever may read its use; organization and side are not looked at',
          }),
          ...filters,
        }),
        response: { 200: pageOf(exportRecord), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, side, grant, ...query } = request.query
      if (grant !== undefined) {
        const found = await deps.grant(grant)
        await authorizeUse(request, { entry: found.entry.id, applicant: found.applicant.id })
        return overview.ofGrant(grant, query) as never
      }
      await request.desk.authorize('grant.list', organizationResource(await readOrganization(db, organization)))
      return overview.ofOrganization(organization, side, query) as never
    },
  )

  app.get(
    '/api/v1/supervision/exports',
    {
      config: { action: 'sharing.supervise' },
      schema: {
        tags: ['supervision'],
        summary: 'Exports of data of a territory and below it, newest first',
        querystring: z.strictObject({ territory: territoryCode.optional(), ...filters }),
        response: { 200: pageOf(exportRecord), ...problems },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, ...query } = request.query
      await request.desk.authorize('sharing.supervise', territoryResource(territories(), territory))
      return overview.within(territories().within(territory), query) as never
    },
  )

  app.get(
    '/api/v1/exports/:id',
    {
      config: { action: 'grant.usage' },
      schema: {
        tags: ['sharing'],
        summary: 'An export: who asked for it under which grant and what for, how far it is, and when its file goes',
        params,
        response: { 200: exportRecord, ...problems },
      },
    },
    async (request) => {
      const found = await overview.find(request.params.id)
      await authorizeUse(request, { entry: found.dataset.entry, applicant: found.applicant.id })
      return found as never
    },
  )

  app.delete(
    '/api/v1/exports/:id',
    {
      config: { action: 'export.discard' },
      schema: {
        tags: ['sharing'],
        summary: 'Discard an export of the own organisation before its time; its file is gone at once',
        params,
        response: { 200: namedExport, ...problems },
      },
    },
    async (request) => {
      // An application has the act too, and another door to it, where what belongs to another is not there.
      if (request.desk.principal.type !== 'Account') await request.desk.authorize('grant.usage', platformResource)
      const done = await request.desk.perform(exports.discardAsPerson(request.params.id))
      await exports.remove(request.params.id)
      return done as never
    },
  )
}
