export { commissionerOf, isContractorOnly, requireReviewed } from './contracts.ts'
export { contractorContribution } from './effects.ts'
export { createContractSweeper, type ContractSweeper } from './sweep.ts'
