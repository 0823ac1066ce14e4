import { guardCites, type Regime } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { Refused } from '../../platform/problem/index.ts'
import type { EntryContent } from './content.ts'
import type { Entry } from './entry.ts'

const guard = 'catalog.derivedSources'
/** Field in which a form of the regime asks for the codes of the entries that derived data was made from. */
const field = 'derivedSources'

/**
 * What is made from data of others says from which: each source is another entry that is published, where the regime binds a
 * clause to it. That sources are named at all is a matter of its form.
 *
 * @throws {Refused} when a source is not in the catalog.
 */
export async function requireSources(
  tx: Tx,
  { entry, content, regime }: { readonly entry: Entry; readonly content: EntryContent; readonly regime: Regime },
): Promise<void> {
  const named = content.fields[field]
  const [clause] = guardCites(regime, guard)
  if (clause === undefined || !Array.isArray(named)) return
  const codes = [...new Set(named.map((code) => String(code).trim()))]
  const rows = await tx
    .selectFrom('catalog_entry')
    .select('code')
    .where('code', 'in', [...codes, ''])
    .where('state', '=', 'published')
    .where('id', '!=', entry.id)
    .execute()
  const unknown = codes.filter((code) => !rows.some((row) => row.code === code))
  if (unknown.length === 0) return
  const label = regime.form('catalog-entry')?.fields.find((f) => f.name === field)?.label ?? field
  throw new Refused({
    reason: { code: 'ACT_FORM_INCOMPLETE', fields: [{ field, label, fault: 'sourceUnknown' }] },
    grounds: regime.grounds(guardCites(regime, guard), `guard/${guard}`),
    needed: [
      {
        clause,
        text: `写明目录中已发布的来源条目的编码；不是这样的条目：${unknown.join('、')}`,
        textEn: `name published entries of the catalog by their codes; not such an entry: ${unknown.join(', ')}`,
      },
    ],
  })
}
