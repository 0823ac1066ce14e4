import type { ProblemDocument } from '../../api/types.ts'
import { RefusalPanel } from './refusal-panel.tsx'
import type { Example } from '../example.ts'

const basisTooLow: ProblemDocument = {
  type: 'urn:fadu:problem:ACT_BASIS_RANK',
  title: '不予办理',
  status: 422,
  code: 'ACT_BASIS_RANK',
  detail: '依据的层级不够',
  grounds: [
    {
      clause: 'WZ-26-2',
      pack: 'wuzhong-draft-2024',
      source: '吴忠草案',
      standing: 'draft',
      text: '不予共享的，应当有法律、行政法规或者党中央、国务院政策依据。',
      rule: 'WZ-26-2',
    },
  ],
  needed: [{ clause: 'WZ-26-2', text: '改用层级足够的依据，或者同意共享' }],
  receipt: '01a20089-3b7c-75fa-88ee-0e6680b22b46',
}
const incomplete: ProblemDocument = {
  ...basisTooLow,
  code: 'ACT_FORM_INCOMPLETE',
  needed: [],
  fields: [{ field: 'explanation', label: '说明', fault: 'missing' }],
}

export const examples: readonly Example[] = [
  {
    name: 'a basis that is not enough',
    node: <RefusalPanel asked="不予共享" problem={basisTooLow} clause={(id) => ({ id })} />,
  },
  {
    name: 'an incomplete form',
    node: <RefusalPanel asked="不予共享" problem={incomplete} clause={(id) => ({ id })} />,
  },
]
