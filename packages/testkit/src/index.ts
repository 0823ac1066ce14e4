export * from './labelled/index.ts'
export * from './synthetic/index.ts'
