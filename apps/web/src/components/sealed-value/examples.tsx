import { SealedValue } from './sealed-value.tsx'
import type { Example } from '../example.ts'

export const examples: readonly Example[] = [
  { name: 'an identity number', node: <SealedValue text="6****************3" grade={3} /> },
  { name: 'a name', node: <SealedValue text="何*" grade={3} /> },
]
