import { parseCsv, type Clause, type Executability } from '../citation/index.ts'
import { parsePolicies } from '../policy/parse-policies.ts'
import type { CedarApi, PolicySource } from '../policy/index.ts'
import { toDefinition, procedureFile, type ProcedureDefinition } from '../procedure/definition.ts'
import { procedureFaults } from '../procedure/lint.ts'
import { civil, type ClauseId, type PackId, type TerritoryCode } from '../shared/index.ts'
import { clauseColumns, formFile, instrumentsFile, packFile, termsFile, valuesFile } from './files.ts'
import type { PackIssue } from './issues.ts'
import type { FormDefinition, FormField, Instrument, Pack, PeriodValue, Term } from './pack.ts'
import { parseYamlFile } from './yaml.ts'

/** The files of one pack folder: path inside the folder → text. */
export type PackFiles = ReadonlyMap<string, string>

export type PackLoad =
  | { readonly ok: true; readonly pack: Pack }
  | { readonly ok: false; readonly issues: readonly PackIssue[] }

/**
 * Reads one pack folder. Everything is validated here: syntax with file and line, every cited clause, every policy's id,
 * every procedure's soundness. What rests on other packs is checked when regimes are composed.
 *
 * @param version - Content hash of the folder, made by the caller (the domain has no hash of its own).
 */
export function loadPack(cedar: CedarApi, folder: string, files: PackFiles, version: string): PackLoad {
  const issues: PackIssue[] = []
  const at = (file: string): string => `${folder}/${file}`
  const report = (code: PackIssue['code'], file: string, line: number, message: string): void => {
    issues.push({ code, file: at(file), line, message })
  }
  const head = files.get('pack.yaml')
  if (head === undefined) {
    report('PACK_FILE_MISSING', 'pack.yaml', 0, 'every pack needs a pack.yaml')
    return { ok: false, issues }
  }
  const parsedHead = parseYamlFile(at('pack.yaml'), head, packFile)
  if (!parsedHead.ok) return parsedHead
  const meta = parsedHead.value
  const id = meta.id as PackId
  if (meta.status === 'law' && meta.inForce === undefined) {
    report('PACK_FIELD_INVALID', 'pack.yaml', 1, 'status law needs inForce, the day of entry into force')
  }

  const clauses = readClauses(files.get('clauses.csv') ?? '', id, (line, message, code) => report(code, 'clauses.csv', line, message))
  const checkCites = (file: string, place: string, cites: readonly string[]): void => {
    for (const cite of cites) {
      const own = cite.startsWith(`${meta.prefix}-`)
      const known = clauses.has(cite as ClauseId) || [...clauses.keys()].some((c) => c.startsWith(`${cite}-`))
      if (own && !known) report('PACK_CLAUSE_UNKNOWN', file, 0, `${place} cites ${cite}, which is not in clauses.csv`)
    }
  }
  const each = <T>(folderName: string, ending: string, read: (file: string, text: string) => T | undefined): T[] =>
    [...files]
      .filter(([file]) => file.startsWith(`${folderName}/`) && file.endsWith(ending))
      .map(([file, text]) => read(file, text))
      .filter((value) => value !== undefined)

  const terms = new Map<string, Term>()
  const termText = files.get('terms.yaml')
  if (termText !== undefined) {
    const parsed = parseYamlFile(at('terms.yaml'), termText, termsFile)
    if (!parsed.ok) issues.push(...parsed.issues)
    else {
      for (const [concept, term] of Object.entries(parsed.value)) {
        checkCites('terms.yaml', concept, term.cites)
        terms.set(concept, { text: term.text, cites: term.cites as readonly string[] as readonly ClauseId[] })
      }
    }
  }

  const periods = new Map<string, readonly PeriodValue[]>()
  each('values', '.yaml', (file, text) => {
    const parsed = parseYamlFile(at(file), text, valuesFile)
    if (!parsed.ok) {
      issues.push(...parsed.issues)
      return
    }
    for (const [name, period] of Object.entries(parsed.value)) {
      const basis = period.kind ?? meta.status
      const dated = Object.entries(period.values).map(([from, v]): PeriodValue => {
        checkCites(file, name, v.cites)
        if (v.cites.length === 0 && basis !== 'policy') {
          report('PACK_FIELD_INVALID', file, 0, `${name}: a number needs a clause, or «kind: policy» when the text sets none`)
        }
        return {
          name,
          unit: period.unit,
          length: v.value,
          basis,
          cites: v.cites as readonly string[] as readonly ClauseId[],
          ...(v.reading === undefined ? {} : { reading: v.reading }),
          warnDays: period.warn,
          ...(from === 'draft' ? {} : { from: civil(from) }),
        }
      })
      periods.set(name, dated)
    }
  })

  const forms = new Map<string, FormDefinition>()
  each('forms', '.yaml', (file, text) => {
    const parsed = parseYamlFile(at(file), text, formFile)
    if (!parsed.ok) {
      issues.push(...parsed.issues)
      return
    }
    const fields = Object.entries(parsed.value.fields).map(([name, f]): FormField => {
      checkCites(file, name, f.cites)
      if (f.type === 'choice' && f.options === undefined) report('PACK_FIELD_INVALID', file, 0, `${name}: a choice needs options`)
      return {
        name,
        label: f.label,
        type: f.type,
        required: f.required,
        cites: f.cites as readonly string[] as readonly ClauseId[],
        ...(f.help === undefined ? {} : { help: f.help }),
        ...(f.options === undefined ? {} : { options: f.options }),
        ...(f.requiredWhen === undefined ? {} : { requiredWhen: f.requiredWhen }),
      }
    })
    forms.set(parsed.value.form, { name: parsed.value.form, title: parsed.value.title, fields })
  })

  const instruments: Instrument[] = []
  const instrumentText = files.get('instruments.yaml')
  if (instrumentText !== undefined) {
    const parsed = parseYamlFile(at('instruments.yaml'), instrumentText, instrumentsFile)
    if (!parsed.ok) issues.push(...parsed.issues)
    else {
      for (const i of parsed.value) {
        instruments.push({
          id: i.id,
          title: i.title,
          rank: i.rank,
          inForceFrom: civil(i.inForce),
          ...(i.repealed === undefined ? {} : { repealedOn: civil(i.repealed) }),
        })
      }
    }
  }

  const policies: PolicySource[] = []
  each('rules', '.cedar', (file, text) => {
    const parsed = parsePolicies(cedar, at(file), text, id)
    issues.push(...parsed.issues)
    for (const policy of parsed.policies) {
      if (!clauses.has(policy.clause)) {
        report('PACK_CLAUSE_UNKNOWN', file, 0, `policy ${policy.id}: ${policy.clause} is not in clauses.csv`)
      } else policies.push(policy)
    }
  })

  const procedures = new Map<string, ProcedureDefinition>()
  each('procedures', '.yaml', (file, text) => {
    const parsed = parseYamlFile(at(file), text, procedureFile)
    if (!parsed.ok) {
      issues.push(...parsed.issues)
      return
    }
    const definition = toDefinition(parsed.value)
    checkCites(file, definition.name, allCites(definition))
    for (const fault of procedureFaults(definition)) report('PACK_PROCEDURE_UNSOUND', file, 0, fault)
    procedures.set(definition.name, definition)
  })

  if (issues.length > 0) return { ok: false, issues }
  const pack: Pack = {
    id,
    version,
    prefix: meta.prefix,
    title: meta.title,
    source: meta.source,
    titleEn: meta.titleEn,
    territory: meta.territory as TerritoryCode | '*',
    rank: meta.rank,
    standing: meta.status,
    ...(meta.inForce === undefined ? {} : { inForceFrom: civil(meta.inForce) }),
    buildsOn: meta.buildsOn as readonly string[] as readonly PackId[],
    clauses,
    terms,
    periods,
    forms,
    instruments,
    policies,
    procedures,
  }
  return { ok: true, pack }
}

/** Every clause a procedure cites anywhere. */
export function allCites(definition: ProcedureDefinition): readonly ClauseId[] {
  const routes = definition.opens.course.flatMap((s) => ('refuse' in s ? s.refuse.cites : s.cites))
  const states = [...definition.states.values()].flatMap((state) => [
    ...(state.clock?.cites ?? []),
    ...[...state.actions.values()].flatMap((a) => [...a.cites, ...(a.basis?.cites ?? []), ...a.routes.flatMap((r) => r.cites)]),
  ])
  return [...new Set([...definition.cites, ...routes, ...states])]
}

function readClauses(
  text: string,
  pack: PackId,
  report: (line: number, message: string, code: PackIssue['code']) => void,
): ReadonlyMap<ClauseId, Clause> {
  const clauses = new Map<ClauseId, Clause>()
  const { rows, issues } = parseCsv(text)
  for (const issue of issues) report(issue.line, issue.code, 'PACK_CSV_MALFORMED')
  const [header, ...body] = rows
  if (header === undefined || header.cells.join() !== clauseColumns.join()) {
    report(1, `the first row must be ${clauseColumns.join()}`, 'PACK_CSV_MALFORMED')
    return clauses
  }
  for (const { line, cells } of body) {
    if (cells.length !== clauseColumns.length) {
      report(line, `expected ${clauseColumns.length} cells, found ${cells.length}`, 'PACK_CSV_MALFORMED')
      continue
    }
    const [id, , article, textZh, actor, kind, lifecycle, deadline, executable, capability, acceptance] = cells as string[]
    if (clauses.has(id as ClauseId)) report(line, `${id} appears twice`, 'PACK_CLAUSE_DUPLICATE')
    clauses.set(id as ClauseId, {
      id: id as ClauseId,
      pack,
      article: article!,
      text: textZh!,
      actor: actor!.split(';').filter((a) => a !== ''),
      kind: kind!,
      lifecycle: lifecycle!,
      deadline: deadline!,
      executable: executable as Executability,
      capability: capability!,
      acceptance: acceptance!,
    })
  }
  return clauses
}
