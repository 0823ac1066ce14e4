import { join } from 'node:path'
import { PackError } from '@fadu/domain'
import { packsFolderOf, readCalendar, readPacks } from '../law/load-law.ts'
import { printJson, type Output } from './output.ts'

/** `fadu pack lint`: loads the packs as the server would and lists every fault with file, line and what was expected. */
export async function packLint(
  given: string | undefined,
  options: { readonly json?: boolean },
  output: Output,
): Promise<number> {
  const { folder, only } = await packsFolderOf(given)
  const { packs, issues } = await readPacks(folder)
  const all = [...issues, ...(await calendarIssues(folder))]
  const shown = only === undefined ? all : all.filter((i) => i.file.startsWith(`${only}/`) || i.file === only)
  // A pack that another's fault keeps from being composed has not been proven sound either.
  const faults = shown.length > 0 ? shown : all
  const named = only === undefined ? packs : packs.filter((p) => p.id === only)
  if (options.json === true)
    printJson(output, { ok: faults.length === 0, folder, packs: named.map((p) => p.id), issues: faults })
  else {
    for (const i of faults) output.out(`${i.file}${i.line > 0 ? `:${i.line}` : ''} ${i.code}: ${i.message}`)
    if (faults.length === 0) {
      for (const p of named) {
        output.out(
          `${p.id}@${p.version} 条款 clauses ${p.clauses.size}，规则 rules ${p.policies.length}，程序 procedures ${p.procedures.size}，期限 periods ${p.periods.size}，表单 forms ${p.forms.size}`,
        )
      }
    }
    output.out(faults.length === 0 ? `通过 sound: ${named.length} 个法规包 packs` : `${faults.length} 处有误 faults`)
  }
  return faults.length === 0 ? 0 : 1
}

async function calendarIssues(folder: string): Promise<PackError['issues']> {
  try {
    await readCalendar(join(folder, 'calendar'))
    return []
  } catch (error) {
    if (error instanceof PackError) return error.issues
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (missing)
      return [
        { code: 'PACK_FILE_MISSING', file: 'calendar', line: 0, message: 'the folder of holiday notices is missing' },
      ]
    throw error
  }
}
