import { ActTimeline, type TimelineAct } from './act-timeline.tsx'
import { draftClause } from '../clause-chip/examples.tsx'
import type { Example } from '../example.ts'

const opened: TimelineAct = {
  receipt: 'a',
  at: '2026-02-03T02:00:00Z',
  title: '提出申请',
  by: '吴忠市民政局',
  refused: false,
  clauses: [draftClause],
  detail: '待提供单位答复',
}

export const examples: readonly Example[] = [
  { name: 'nothing yet', node: <ActTimeline acts={[]} /> },
  {
    name: 'an act and a refusal',
    node: <ActTimeline acts={[opened, { ...opened, receipt: 'b', title: '不予共享', refused: true }]} />,
  },
]
