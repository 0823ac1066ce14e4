export { flagOperations, type Operation, type OperationFlag, type OperationLimits } from './flag-operations.ts'
