import { ClauseChip, ClauseChips, type ClauseRef } from './clause-chip.tsx'
import type { Example } from '../example.ts'

const text = '数据提供单位应当自收到申请之日起五个工作日内答复；不予共享的，应当说明依据。'
export const draftClause: ClauseRef = { id: 'WZ-26-2', source: '吴忠草案', standing: 'draft', text }
export const lawClause: ClauseRef = { id: 'NB-15-2', source: '宁波规定', standing: 'law', text }
export const policyClause: ClauseRef = { id: 'PF-11', source: '平台规则', standing: 'policy', text }

export const examples: readonly Example[] = [
  { name: 'a clause in force', node: <ClauseChip clause={lawClause} /> },
  { name: 'a clause of a draft', node: <ClauseChip clause={draftClause} /> },
  { name: 'a rule of the operator', node: <ClauseChip clause={policyClause} /> },
  {
    name: 'a clause of a regulation that is not read yet',
    node: <ClauseChip clause={{ id: 'PF-13', pending: true }} />,
  },
  { name: 'a clause that no regulation at hand has', node: <ClauseChip clause={{ id: 'YZ-14-2' }} /> },
  { name: 'several', node: <ClauseChips clauses={[draftClause, policyClause]} /> },
]
