import type { z } from 'zod'
import { caseFile } from '../cases/case-file.ts'
import type { ClauseId, PackId, TerritoryCode } from '../shared/index.ts'
import { civil } from '../shared/index.ts'
import type { Clause } from '../citation/index.ts'
import { parsePolicies } from '../policy/parse-policies.ts'
import type { CedarApi, PolicySource } from '../policy/index.ts'
import { guardVocabulary } from '../policy/guards.ts'
import { limitVocabulary } from '../policy/limits.ts'
import { procedureFile, toDefinition, type ProcedureDefinition } from '../procedure/definition.ts'
import { procedureFaults } from '../procedure/lint.ts'
import { referencesOf } from '../procedure/references.ts'
import {
  dutiesFile,
  formFile,
  gradingFile,
  guardsFile,
  instrumentsFile,
  limitsFile,
  packFile,
  standardsFile,
  termsFile,
  valuesFile,
} from './files.ts'
import type { PackIssue } from './issues.ts'
import type {
  DutyDefinition,
  FormDefinition,
  FieldDefault,
  FormField,
  LimitValue,
  GuardBinding,
  Instrument,
  Location,
  Pack,
  PackCase,
  PackGrading,
  PackPart,
  PeriodValue,
  Standard,
  Term,
} from './pack.ts'
import { readClauses } from './read-clauses.ts'
import { parseYamlFile, type LineOf, type YamlPath } from './yaml.ts'

export { allCites } from '../procedure/references.ts'

/** The files of one pack folder: path inside the folder → text. */
export type PackFiles = ReadonlyMap<string, string>

export type PackLoad =
  { readonly ok: true; readonly pack: Pack } | { readonly ok: false; readonly issues: readonly PackIssue[] }

type Meta = z.infer<typeof packFile>

/** One pack while it is read: what was found so far and where it stands. */
interface Reading {
  readonly folder: string
  readonly files: PackFiles
  readonly meta: Meta
  readonly clauses: ReadonlyMap<ClauseId, Clause>
  readonly issues: PackIssue[]
  readonly foreignCites: Pack['foreignCites'][number][]
  readonly places: Map<PackPart, { readonly file: string; readonly lineOf: LineOf; readonly base: YamlPath }>
}

/** One file of it. */
interface PackFile {
  readonly file: string
  readonly lineOf: LineOf
}

/**
 * Reads one pack folder. Everything is validated here: syntax with file and line, every cited clause, every policy's id,
 * every procedure's soundness. What rests on other packs is checked when regimes are composed.
 *
 * @param version - Content hash of the folder, made by the caller (the domain has no hash of its own).
 */
export function loadPack(cedar: CedarApi, folder: string, files: PackFiles, version: string): PackLoad {
  const head = files.get('pack.yaml')
  if (head === undefined) {
    const message = 'every pack needs a pack.yaml'
    return { ok: false, issues: [{ code: 'PACK_FILE_MISSING', file: `${folder}/pack.yaml`, line: 0, message }] }
  }
  const parsed = parseYamlFile(`${folder}/pack.yaml`, head, packFile)
  if (!parsed.ok) return parsed
  const meta = parsed.value
  const issues: PackIssue[] = []
  const clauses = readClauses(`${folder}/clauses.csv`, files.get('clauses.csv'), meta, issues)
  // Without the table every citation would be a fault too; what matters is the table.
  const unreadable = issues.some((i) => i.code === 'PACK_CSV_MALFORMED' || i.code === 'PACK_FILE_MISSING')
  if (unreadable) return { ok: false, issues }
  const reading: Reading = { folder, files, meta, clauses, issues, foreignCites: [], places: new Map() }
  reading.places.set('pack', { file: `${folder}/pack.yaml`, lineOf: parsed.lineOf, base: [] })
  checkHead(reading)
  checkFileNames(reading)
  const cites = checkCites(reading, { file: 'pack.yaml', lineOf: parsed.lineOf }, 'pack.yaml', meta.cites, ['cites'])
  const content = {
    cites,
    terms: readTerms(reading),
    periods: readPeriods(reading),
    limits: readLimits(reading),
    forms: readForms(reading),
    instruments: readInstruments(reading),
    policies: readPolicies(cedar, reading),
    guards: readGuards(reading),
    standards: readStandards(reading),
    duties: readDuties(reading),
    ...readGrading(reading),
    procedures: readProcedures(reading),
    cases: readCases(reading),
  }
  return issues.length > 0
    ? { ok: false, issues }
    : { ok: true, pack: { ...headOf(reading), version, clauses, ...content } }
}

function headOf({ meta, folder, foreignCites, places }: Reading): Omit<Pack, 'version' | 'clauses' | Content> {
  return {
    id: meta.id as PackId,
    prefix: meta.prefix,
    title: meta.title,
    source: meta.source,
    titleEn: meta.titleEn,
    territory: meta.territory as TerritoryCode | '*',
    rank: meta.rank,
    standing: meta.status,
    ...(meta.inForce === undefined ? {} : { inForceFrom: civil(meta.inForce) }),
    ...(meta.repealed === undefined ? {} : { repealedOn: civil(meta.repealed) }),
    buildsOn: meta.buildsOn as readonly string[] as readonly PackId[],
    ...(meta.replaces === undefined ? {} : { replaces: meta.replaces as PackId }),
    foreignCites,
    locate: (part, path = []) => {
      const place = places.get(part)
      return place === undefined
        ? { file: folder, line: 0 }
        : { file: place.file, line: place.lineOf([...place.base, ...path]) }
    },
  }
}
type Content =
  | 'cites'
  | 'terms'
  | 'periods'
  | 'limits'
  | 'forms'
  | 'instruments'
  | 'policies'
  | 'guards'
  | 'standards'
  | 'duties'
  | 'grading'
  | 'procedures'
  | 'cases'

function checkHead(reading: Reading): void {
  const { status, inForce, repealed } = reading.meta
  const { lineOf } = reading.places.get('pack')!
  const at = (key: string): PackFile & { path: YamlPath } => ({ file: 'pack.yaml', lineOf, path: [key] })
  if (status === 'law' && inForce === undefined) {
    report(reading, 'PACK_FIELD_INVALID', at('status'), 'status law needs inForce, the day of entry into force')
  }
  if (inForce !== undefined && repealed !== undefined && repealed <= inForce) {
    report(
      reading,
      'PACK_FIELD_INVALID',
      at('repealed'),
      `repealed: expected a day after ${inForce}, found ${repealed}`,
    )
  }
}

/** What a pack is made of. A file that nobody reads would be law that silently does not hold. */
const knownFile =
  /^(pack\.yaml|clauses\.csv|(terms|limits|instruments|guards|standards|duties|grading)\.yaml|(values|forms|procedures|cases)\/[^/]+\.yaml|rules\/[^/]+\.cedar|.*\.md|(.*\/)?\.[^/]*)$/

function checkFileNames(reading: Reading): void {
  for (const file of reading.files.keys()) {
    if (knownFile.test(file.replaceAll('\\', '/'))) continue
    const expected = 'values/, forms/, procedures/, cases/ hold *.yaml, rules/ holds *.cedar'
    report(reading, 'PACK_FILE_UNKNOWN', { file, line: 0 }, `nothing reads this file; ${expected}`)
  }
}

function readTerms(reading: Reading): ReadonlyMap<string, Term> {
  const terms = new Map<string, Term>()
  readYaml(reading, 'terms.yaml', termsFile, (value, source) => {
    for (const [concept, { text, cites }] of Object.entries(value)) {
      terms.set(concept, { text, cites: checkCites(reading, source, concept, cites, [concept, 'cites']) })
    }
  })
  return terms
}

function readPeriods(reading: Reading): ReadonlyMap<string, readonly PeriodValue[]> {
  const periods = new Map<string, readonly PeriodValue[]>()
  for (const file of filesIn(reading, 'values')) {
    readYaml(reading, file, valuesFile, (value, source) => {
      for (const [name, period] of Object.entries(value)) {
        addOnce(reading, periods, name, readPeriod(reading, source, name, period), `period ${name}`, source, [name])
      }
    })
  }
  return periods
}

function readPeriod(
  reading: Reading,
  source: PackFile,
  name: string,
  period: z.infer<typeof valuesFile>[string],
): readonly PeriodValue[] {
  const basis = period.kind ?? reading.meta.status
  const invalid = (path: YamlPath, message: string): void =>
    report(reading, 'PACK_FIELD_INVALID', { ...source, path: [name, ...path] }, `${name}: ${message}`)
  const dated = Object.entries(period.values)
  if (dated.length === 0) invalid(['values'], 'no value; write the day from which it holds and the number')
  return dated.map(([from, dating]): PeriodValue => {
    const { cites, reading: read } = dating
    const value = 'value' in dating ? dating.value : 0
    if (cites.length === 0 && basis !== 'policy') {
      invalid(['values', from], 'a number needs a clause, or «kind: policy» when the text sets none')
    }
    if ('value' in dating && value === 0 && period.unit !== 'workingDay') {
      invalid(['values', from, 'value'], 'expected at least 1; 0 exists for working days only and means 立即')
    }
    if (!('value' in dating) && (period.unit === 'month' || period.unit === 'year')) {
      invalid(['values', from, 'entered'], `a notice sets its time in days or hours, not by the ${period.unit}`)
    }
    if (from === 'draft' && reading.meta.status !== 'draft') {
      invalid(['values', from], 'only a pack with status draft has draft values; write the day from which it holds')
    }
    return {
      name,
      unit: period.unit,
      length: value,
      ...('value' in dating ? {} : { entered: true as const }),
      basis,
      cites: checkCites(reading, source, name, cites, [name, 'values', from, 'cites']),
      ...(read === undefined ? {} : { reading: read }),
      warnDays: period.warn,
      ...(from === 'draft' ? {} : { from: civil(from) }),
    }
  })
}

function readLimits(reading: Reading): ReadonlyMap<string, readonly LimitValue[]> {
  const limits = new Map<string, readonly LimitValue[]>()
  readYaml(reading, 'limits.yaml', limitsFile, (value, source) => {
    reading.places.set('limits', { ...source, file: `${reading.folder}/${source.file}`, base: [] })
    const invalid = (path: YamlPath, message: string): void =>
      report(reading, 'PACK_FIELD_INVALID', { ...source, path }, message)
    for (const [name, { kind, least, needed, neededEn, values }] of Object.entries(value)) {
      if (!Object.hasOwn(limitVocabulary, name)) {
        const known = Object.keys(limitVocabulary).join(', ')
        invalid([name], `the platform counts nothing called «${name}»; known: ${known}`)
      }
      const basis = kind ?? reading.meta.status
      const dated = Object.entries(values)
      if (dated.length === 0) invalid([name, 'values'], `${name}: no value; write the day from which it holds`)
      const read = dated.map(([from, { value: most, cites, reading: text }]): LimitValue => {
        if (cites.length === 0) invalid([name, 'values', from], `${name}: whoever is refused is told on which clause`)
        if (least !== undefined && most < least) {
          invalid(
            [name, 'values', from],
            `${name}: ${most} is fewer than the least that the text itself names, ${least}`,
          )
        }
        if (from === 'draft' && reading.meta.status !== 'draft') {
          invalid([name, 'values', from], `${name}: only a pack with status draft has draft values`)
        }
        return {
          name,
          most,
          basis,
          ...(least === undefined ? {} : { least }),
          cites: checkCites(reading, source, name, cites, [name, 'values', from, 'cites']),
          needed,
          neededEn,
          ...(text === undefined ? {} : { reading: text }),
          ...(from === 'draft' ? {} : { from: civil(from) }),
        }
      })
      limits.set(name, read)
    }
  })
  return limits
}

function readForms(reading: Reading): ReadonlyMap<string, FormDefinition> {
  const forms = new Map<string, FormDefinition>()
  for (const file of filesIn(reading, 'forms')) {
    readYaml(reading, file, formFile, ({ form: name, title, fields }, source) => {
      const read = Object.entries(fields).map(([field, f]) => readField(reading, source, ['fields', field], f))
      addOnce(reading, forms, name, { name, title, fields: read }, `form ${name}`, source, [])
    })
  }
  return forms
}

function readField(
  reading: Reading,
  source: PackFile,
  path: readonly [...YamlPath, string],
  f: z.infer<typeof formFile>['fields'][string],
): FormField {
  const name = path.at(-1) as string
  const at = { ...source, path }
  if (f.type === 'choice' && f.options === undefined) {
    report(reading, 'PACK_FIELD_INVALID', at, `${name}: a choice needs options`)
  }
  if (f.type !== 'choice' && f.options !== undefined) {
    report(reading, 'PACK_FIELD_INVALID', at, `${name}: only a choice has options; this field is ${f.type}`)
  }
  if (f.type !== 'basis' && f.ranks !== undefined) {
    report(reading, 'PACK_FIELD_INVALID', at, `${name}: only a basis has ranks; this field is ${f.type}`)
  }
  if (f.excludes !== undefined && !['text', 'longText', 'texts'].includes(f.type)) {
    report(reading, 'PACK_FIELD_INVALID', at, `${name}: only texts exclude words; this field is ${f.type}`)
  }
  if ((f.type === 'rows') !== (f.columns !== undefined)) {
    const wrong = f.type === 'rows' ? 'rows need columns' : `only rows have columns; this field is ${f.type}`
    report(reading, 'PACK_FIELD_INVALID', at, `${name}: ${wrong}`)
  }
  const initial = f.default === undefined ? undefined : readDefault(f.default)
  const startsWrong = initial === undefined ? undefined : defaultFault(f, initial.value)
  if (startsWrong !== undefined) {
    report(reading, 'PACK_FIELD_INVALID', { ...source, path: [...path, 'default'] }, `${name}: ${startsWrong}`)
  }
  const columns = Object.entries(f.columns ?? {}).map(([column, c]) =>
    readField(reading, source, [...path, 'columns', column], c),
  )
  return {
    name,
    label: f.label,
    type: f.type,
    required: f.required,
    cites: checkCites(reading, source, name, f.cites, [...path, 'cites']),
    ...(f.help === undefined ? {} : { help: f.help }),
    ...(f.confidential === true ? { confidential: true } : {}),
    ...(f.options === undefined ? {} : { options: f.options }),
    ...(f.ranks === undefined ? {} : { ranks: f.ranks }),
    ...(f.excludes === undefined
      ? {}
      : {
          excludes: [
            {
              ...f.excludes,
              cites: checkCites(reading, source, name, f.excludes.cites, [...path, 'excludes', 'cites']),
            },
          ],
        }),
    ...(f.requiredWhen === undefined ? {} : { requiredWhen: f.requiredWhen }),
    ...(initial === undefined ? {} : { default: initial }),
    ...(columns.length === 0 ? {} : { columns }),
  }
}

type WrittenField = z.infer<typeof formFile>['fields'][string]

function readDefault(written: NonNullable<WrittenField['default']>): FieldDefault {
  if (typeof written !== 'object') return { value: written, unless: {} }
  const unless = Object.entries(written.unless).map(([field, values]) => [field, [values].flat()] as const)
  return { value: written.value, unless: Object.fromEntries(unless) }
}

function defaultFault({ type, options }: WrittenField, value: string | boolean): string | undefined {
  if (type === 'boolean') return typeof value === 'boolean' ? undefined : 'the default of a yes-or-no is true or false'
  if (type !== 'choice') return `only a choice or a yes-or-no has a default; this field is ${type}`
  return options === undefined || options.includes(String(value)) ? undefined : `the default «${value}» is no option`
}

function readInstruments(reading: Reading): readonly Instrument[] {
  const instruments = new Map<string, Instrument>()
  readYaml(reading, 'instruments.yaml', instrumentsFile, (value, source) => {
    reading.places.set('instruments', { ...source, file: `${reading.folder}/${source.file}`, base: [] })
    for (const [i, { id, title, rank, inForce, repealed }] of value.entries()) {
      const at = { ...source, path: [i] }
      if (instruments.has(id)) report(reading, 'PACK_NAME_DUPLICATE', at, `instrument ${id} appears twice`)
      if (repealed !== undefined && repealed <= inForce) {
        report(reading, 'PACK_FIELD_INVALID', at, `${id}: expected a day of repeal after ${inForce}, found ${repealed}`)
      }
      const repeal = repealed === undefined ? {} : { repealedOn: civil(repealed) }
      instruments.set(id, { id, title, rank, inForceFrom: civil(inForce), ...repeal })
    }
  })
  return [...instruments.values()]
}

function readPolicies(cedar: CedarApi, reading: Reading): readonly PolicySource[] {
  const policies = new Map<string, PolicySource>()
  for (const file of filesIn(reading, 'rules')) {
    const parsed = parsePolicies(
      cedar,
      `${reading.folder}/${file}`,
      reading.files.get(file)!,
      reading.meta.id as PackId,
    )
    reading.issues.push(...parsed.issues)
    for (const policy of parsed.policies) {
      const at = { file, line: policy.line }
      if (!reading.clauses.has(policy.clause)) {
        report(reading, 'PACK_CLAUSE_UNKNOWN', at, `policy ${policy.id}: ${policy.clause} is not in clauses.csv`)
      }
      if (policies.has(policy.id)) {
        report(
          reading,
          'PACK_POLICY_ID',
          at,
          `policy id ${policy.id} is used twice; add a suffix, e.g. ${policy.id}/second`,
        )
      }
      policies.set(policy.id, policy)
    }
  }
  return [...policies.values()]
}

function readGuards(reading: Reading): readonly GuardBinding[] {
  const guards: GuardBinding[] = []
  readYaml(reading, 'guards.yaml', guardsFile, (value, source) => {
    reading.places.set('guards', { ...source, file: `${reading.folder}/${source.file}`, base: [] })
    for (const [i, { guard, cites, note }] of value.entries()) {
      if (!Object.hasOwn(guardVocabulary, guard)) {
        const known = Object.keys(guardVocabulary).join(', ')
        const at = { ...source, path: [i, 'guard'] }
        report(reading, 'PACK_FIELD_INVALID', at, `the platform keeps nothing called «${guard}»; known: ${known}`)
      }
      const cited = checkCites(reading, source, `guard ${guard}`, cites, [i, 'cites'])
      guards.push({ guard, cites: cited, ...(note === undefined ? {} : { note }) })
    }
  })
  return guards
}

function readStandards(reading: Reading): readonly Standard[] {
  const standards = new Map<string, Standard>()
  readYaml(reading, 'standards.yaml', standardsFile, (value, source) => {
    reading.places.set('standards', { ...source, file: `${reading.folder}/${source.file}`, base: [] })
    for (const [i, { retired, values, ...standard }] of value.entries()) {
      const { code, version } = standard
      if (standards.has(`${code} ${version}`)) {
        report(reading, 'PACK_NAME_DUPLICATE', { ...source, path: [i] }, `standard ${code} of ${version} appears twice`)
      }
      const retirement = retired === undefined ? {} : { retiredOn: civil(retired) }
      standards.set(`${code} ${version}`, { ...standard, ...retirement, ...(values === undefined ? {} : { values }) })
    }
  })
  return [...standards.values()]
}

function readDuties(reading: Reading): readonly DutyDefinition[] {
  const duties = new Map<string, DutyDefinition>()
  readYaml(reading, 'duties.yaml', dutiesFile, (value, source) => {
    for (const [i, { duty: name, title, cites, owedBy, cycle, form, role }] of value.entries()) {
      const cited = checkCites(reading, source, `duty ${name}`, cites, [i, 'cites'])
      const duty = { name, title, cites: cited, owedBy, ...(cycle === undefined ? {} : { cycle }), form, role }
      addOnce(reading, duties, name, duty, `procedure ${name}`, source, [i])
    }
  })
  return [...duties.values()]
}

function readGrading(reading: Reading): { readonly grading?: PackGrading } {
  let grading: PackGrading | undefined
  readYaml(reading, 'grading.yaml', gradingFile, ({ title, version, source, cites, ...ruleSet }, file) => {
    reading.places.set('grading', { ...file, file: `${reading.folder}/${file.file}`, base: [] })
    grading = {
      title,
      version,
      source,
      cites: checkCites(reading, file, 'the grading rules', cites, ['cites']),
      ruleSet,
    }
  })
  return grading === undefined ? {} : { grading }
}

function readProcedures(reading: Reading): ReadonlyMap<string, ProcedureDefinition> {
  const procedures = new Map<string, ProcedureDefinition>()
  for (const file of filesIn(reading, 'procedures')) {
    readYaml(reading, file, procedureFile, (value, source) => {
      const definition = toDefinition(value)
      for (const { kind, name, place, path } of referencesOf(definition)) {
        if (kind === 'clause') checkCite(reading, { ...source, path }, place, name)
      }
      for (const { path, message } of procedureFaults(definition)) {
        report(reading, 'PACK_PROCEDURE_UNSOUND', { ...source, path }, message)
      }
      addOnce(reading, procedures, definition.name, definition, `procedure ${definition.name}`, source, [])
    })
  }
  return procedures
}

function readCases(reading: Reading): readonly PackCase[] {
  const cases: PackCase[] = []
  for (const file of filesIn(reading, 'cases')) {
    readYaml(reading, file, caseFile, (value, { lineOf }) => {
      const names = new Set<string>()
      for (const [i, one] of value.entries()) {
        const at = { file, lineOf, path: [i] }
        if (names.has(one.name)) report(reading, 'PACK_NAME_DUPLICATE', at, `case «${one.name}» appears twice`)
        names.add(one.name)
        checkCites(reading, at, one.name, one.cites, [i, 'cites'])
        checkCites(reading, at, one.name, one.expect.grounds ?? [], [i, 'expect', 'grounds'])
        cases.push({ ...one, file: `${reading.folder}/${file}`, line: lineOf([i]) })
      }
    })
  }
  return cases
}

function filesIn({ files }: Reading, folder: string): readonly string[] {
  const ending = folder === 'rules' ? '.cedar' : '.yaml'
  return [...files.keys()].filter((file) => file.startsWith(`${folder}/`) && file.endsWith(ending))
}

function readYaml<T>(
  reading: Reading,
  file: string,
  schema: z.ZodType<T>,
  read: (value: T, source: PackFile) => void,
): void {
  const text = reading.files.get(file)
  if (text === undefined) return
  const parsed = parseYamlFile(`${reading.folder}/${file}`, text, schema)
  if (parsed.ok) read(parsed.value, { file, lineOf: parsed.lineOf })
  else reading.issues.push(...parsed.issues)
}

function addOnce<T>(
  reading: Reading,
  into: Map<string, T>,
  name: string,
  value: T,
  part: PackPart,
  source: PackFile,
  base: YamlPath,
): void {
  const known = reading.places.get(part)
  if (known === undefined) {
    into.set(name, value)
    reading.places.set(part, { file: `${reading.folder}/${source.file}`, lineOf: source.lineOf, base })
  } else
    report(reading, 'PACK_NAME_DUPLICATE', { ...source, path: base }, `${part} is defined in ${known.file} already`)
}

function checkCites(
  reading: Reading,
  source: PackFile,
  place: string,
  cites: readonly string[],
  path: YamlPath,
): readonly ClauseId[] {
  for (const [i, cite] of cites.entries()) checkCite(reading, { ...source, path: [...path, i] }, place, cite)
  return cites as readonly ClauseId[]
}

/** A clause of this pack must exist now; one of another pack when the packs stand side by side. */
function checkCite(reading: Reading, at: PackFile & { path: YamlPath }, place: string, cite: string): void {
  if (!cite.startsWith(`${reading.meta.prefix}-`)) {
    reading.foreignCites.push({ cite, place, file: `${reading.folder}/${at.file}`, line: at.lineOf(at.path) })
    return
  }
  const { clauses } = reading
  const known = clauses.has(cite as ClauseId) || [...clauses.keys()].some((c) => c.startsWith(`${cite}-`))
  if (!known) report(reading, 'PACK_CLAUSE_UNKNOWN', at, `${place} cites ${cite}, which is not in clauses.csv`)
}

function report(
  reading: Reading,
  code: PackIssue['code'],
  at: Location | (PackFile & { readonly path: YamlPath }),
  message: string,
): void {
  const line = 'line' in at ? at.line : at.lineOf(at.path)
  reading.issues.push({ code, file: `${reading.folder}/${at.file}`, line, message })
}
