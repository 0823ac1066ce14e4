import { PackError, runCase, type Pack, type PackCase } from '@fadu/domain'
import { readLaw, type Law } from '@fadu/law-files'
import { packsFolderOf } from '../law/packs-folder.ts'
import { printJson, type Output } from './output.ts'

interface ToldCase extends Pick<PackCase, 'file' | 'line' | 'name' | 'cites'> {
  readonly pack: string
  readonly ok: boolean
  /** What differs, one line for each difference; null when the case holds. */
  readonly difference: string | null
}

/**
 * `fadu pack cases`: tells the cases of the packs, or of one of them, and says of each whether the law decides it as its
 * writer expects.
 *
 * @throws {PackError} when the packs or the holiday notices have a fault: cases are told under sound law only.
 */
export async function packCases(
  given: string | undefined,
  options: { readonly json?: boolean },
  output: Output,
): Promise<number> {
  const { folder, only } = await packsFolderOf(given)
  const { book, calendar, folders, issues } = await readLaw(folder)
  if (book === undefined || calendar === undefined) throw new PackError(issues)
  const ids = new Set(
    folders.flatMap(({ name, load }) => (load.ok && (only === undefined || name === only) ? [load.pack.id] : [])),
  )
  const told = book.packs.filter((pack) => ids.has(pack.id)).flatMap((pack) => tell(pack, { book, calendar }))
  const failed = told.filter((c) => !c.ok).length
  if (options.json === true) printJson(output, { ok: failed === 0, folder, cases: told })
  else {
    for (const one of told) for (const line of describe(one)) output.out(line)
    output.out(`案例 cases ${told.length}，相符 hold ${told.length - failed}，不符 fail ${failed}`)
  }
  return failed === 0 ? 0 : 1
}

function tell(pack: Pack, { book, calendar }: Pick<Law, 'book' | 'calendar'>): readonly ToldCase[] {
  const regime = book.regimeOfPack(pack)
  return pack.cases.map((one) => {
    const result = runCase(regime, calendar, one)
    const { file, line, name, cites } = one
    return { pack: pack.id, file, line, name, cites, ok: result.ok, difference: result.ok ? null : result.difference }
  })
}

function describe({ file, line, name, ok, cites, difference }: ToldCase): readonly string[] {
  const place = `${file}:${line} ${name}（${cites.join('、')}）`
  return ok
    ? [`相符 ok   ${place}`]
    : [`不符 FAIL ${place}`, ...difference!.split('\n').map((text) => `       ${text}`)]
}
