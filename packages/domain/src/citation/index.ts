export { uniqueGrounds, type Clause, type Executability, type Ground, type Standing } from './clause.ts'
export { parseCsv, type CsvIssue, type CsvRow } from './csv.ts'
