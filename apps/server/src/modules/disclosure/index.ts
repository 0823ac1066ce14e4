export { disclosureContribution } from './effects.ts'
