import { checkCases, PackError, pendingOf, type Pack, type PackIssue, type PendingCapability } from '@fadu/domain'
import { readLaw, type ReadLaw } from '@fadu/law-files'
import { packsFolderOf } from '../law/packs-folder.ts'
import { printJson, type Output } from './output.ts'

/**
 * `fadu pack lint`: loads the packs as the server would, tells their cases, and lists every fault with file, line and what
 * was expected. What the law asks for and the platform cannot do yet is noted; it is no fault of the law.
 */
export async function packLint(
  given: string | undefined,
  options: { readonly json?: boolean },
  output: Output,
): Promise<number> {
  const { folder, only } = await packsFolderOf(given)
  const law = await readLaw(folder)
  const all = [...law.issues, ...failingCases(law)]
  const shown = only === undefined ? all : all.filter((i) => i.file.startsWith(`${only}/`) || i.file === only)
  // A pack that another's fault keeps from being composed has not been proven sound either.
  const faults = shown.length > 0 || law.issues.length === 0 ? shown : all
  const named = law.folders.filter(({ name }) => only === undefined || name === only)
  const packs = named.flatMap(({ load }) => (load.ok ? [load.pack] : []))
  const pending = law.book === undefined ? [] : pendingIn(pendingOf(law.book), packs)
  if (options.json === true) {
    const ids = packs.map((p) => p.id)
    printJson(output, { ok: faults.length === 0, folder, packs: ids, issues: faults, pending })
  } else print({ packs, faults, pending }, output)
  return faults.length === 0 ? 0 : 1
}

/** A rule that decides otherwise than its writer expects is not sound law, however well it is written. */
function failingCases({ book, calendar }: ReadLaw): readonly PackIssue[] {
  return book === undefined || calendar === undefined ? [] : checkCases(book, calendar)
}

/** What these packs wait for, with the places in them alone. */
function pendingIn(pending: readonly PendingCapability[], packs: readonly Pack[]): readonly PendingCapability[] {
  const isHere = (place: string): boolean => packs.some(({ id }) => place.startsWith(`${id}: `))
  return pending.map((p) => ({ ...p, where: p.where.filter(isHere) })).filter((p) => p.where.length > 0)
}

function print(
  found: {
    readonly packs: readonly Pack[]
    readonly faults: readonly PackIssue[]
    readonly pending: readonly PendingCapability[]
  },
  output: Output,
): void {
  const { packs, faults, pending } = found
  for (const fault of faults) output.out(new PackError([fault]).message)
  for (const { kind, name, text, where } of pending)
    output.out(`待建 pending ${kind} ${name}（${text}）：${where.join('；')}`)
  if (faults.length > 0) return output.out(`${faults.length} 处有误 faults`)
  for (const p of packs) {
    output.out(
      `${p.id}@${p.version} 条款 clauses ${p.clauses.size}，规则 rules ${p.policies.length}，程序 procedures ${p.procedures.size}，期限 periods ${p.periods.size}，表单 forms ${p.forms.size}，案例 cases ${p.cases.length}`,
    )
  }
  output.out(`通过 sound: ${packs.length} 个法规包 packs`)
}
