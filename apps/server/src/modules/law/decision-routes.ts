import { z } from 'zod'
import { civil, queryFaults, type CivilDate, type DecisionQuery, type LawBook } from '@fadu/domain'
import { cedar } from '@fadu/law-files'
import type { App } from '../../platform/http/http-types.ts'
import { civilDay, ground, problems, territoryCode } from '../../platform/http/schemas.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'

// Facts as deep as the schema of the rules has them, and no deeper: the rule engine recurses over what it is given.
const fact = z.union([z.boolean(), z.number().int(), z.string().max(2000)])
const facts = z.record(z.string().max(60), z.union([fact, z.array(fact).max(500)]))
const context = z.record(z.string().max(60), z.union([fact, z.array(fact).max(500), facts]))
const subject = z.strictObject({ type: z.string().max(60), id: z.string().max(200), facts: facts.default({}) })

/** Decides a question put by hand. Nothing is done and nothing is recorded: what rules say is as public as the rules. */
export function decisionRoutes(
  app: App,
  deps: {
    readonly book: LawBook
    readonly territories: () => TerritoryTree
    readonly today: () => CivilDate
  },
): void {
  const { book, territories } = deps

  app.post(
    '/api/v1/law/decisions',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['law'],
        summary: 'What the law of a territory says of an act, given its facts',
        description:
          'Facts are those of the policy schema. `context.today` and `context.reach` (where the territory lies as seen from `principal.facts.territory`) are filled in when not given.',
        body: z.strictObject({
          territory: territoryCode,
          act: z.string().max(120),
          principal: subject,
          resource: subject,
          context: context.default({}),
          on: civilDay.optional().meta({ description: 'Day on which the law is asked; today when not given' }),
        }),
        response: {
          200: z.object({
            effect: z.enum(['allow', 'deny']),
            bySilence: z.boolean(),
            regime: z.string(),
            draft: z.boolean(),
            grounds: z.array(ground),
            needed: z.array(z.object({ clause: z.string(), text: z.string() })),
            faults: z.array(z.object({ rule: z.string(), effect: z.enum(['permit', 'forbid']), message: z.string() })),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { territory, on, ...asked } = request.body
      const tree = territories()
      if (tree.get(territory) === undefined) throw notFound('地区')
      const day = on === undefined ? deps.today() : civil(on)
      const { territory: from } = asked.principal.facts
      const standard = { today: day, reach: typeof from === 'string' ? tree.reach(from, territory) : 'own' }
      const query = {
        action: asked.act,
        principal: asked.principal as DecisionQuery['principal'],
        resource: asked.resource,
        context: { ...standard, ...asked.context },
      }
      assertFits(query, book)
      const regime = book.regimeOf(tree.path(territory), day)
      const { effect, because, needed, faults, bySilence } = regime.decider.decide(query)
      return {
        effect,
        bySilence,
        regime: regime.name,
        draft: regime.draft,
        grounds: because,
        needed: needed.map(({ clause, text, textEn }) => ({ clause, text: request.language === 'en' ? textEn : text })),
        faults,
      } as never
    },
  )
}

const fieldOf: Readonly<Record<string, string>> = { action: 'act' }

function assertFits(query: DecisionQuery, { actions }: LawBook): void {
  const faults = queryFaults(cedar, actions, query).map(({ field, expected }) => ({
    field: `body.${fieldOf[field] ?? field}`,
    expected,
  }))
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}
