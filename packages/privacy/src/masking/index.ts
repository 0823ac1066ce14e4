export { compoundSurnames } from './compound-surnames.ts'
export { defaultMaskFor, defaultMasks } from './default-masks.ts'
export { mask } from './mask.ts'
export type { MaskCategory, MaskRule } from './mask-rule.ts'
