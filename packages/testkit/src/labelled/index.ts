export { labelledColumns } from './labelled-columns.ts'
export type { LabelledColumn } from './labelled-columns.ts'
export { labelledAsOf } from './values.ts'
