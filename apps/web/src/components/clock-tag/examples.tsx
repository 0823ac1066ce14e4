import type { CivilDate } from '@fadu/domain'
import type { Clock } from '../../api/types.ts'
import { ClockTag } from './clock-tag.tsx'
import type { Example } from '../example.ts'

const today = '2026-02-10' as CivilDate
export const running: Clock = {
  period: 'share.reply',
  owner: '',
  basis: 'law',
  cites: ['WZ-26-2'],
  reading: null,
  state: 'running',
  due: '2026-02-28' as CivilDate,
  dueAt: null,
  left: 8,
  overdueBy: null,
  phase: 'onTime',
  provisional: false,
  text: '剩 8 个工作日',
}
const show = (changed: Partial<Clock>) => <ClockTag clock={{ ...running, ...changed }} today={today} />

export const examples: readonly Example[] = [
  { name: 'on time', node: show({}) },
  {
    name: 'near, under a draft',
    node: show({ left: 2, phase: 'warning', basis: 'draft', due: '2026-02-12' as CivilDate }),
  },
  { name: 'ends today', node: show({ left: 0, phase: 'warning', due: today }) },
  {
    name: 'overdue',
    node: show({ left: 0, phase: 'overdue', due: '2026-02-03' as CivilDate, text: '已逾期 5 个工作日，仍应办理' }),
  },
  {
    name: 'in hours',
    node: show({ left: 5, phase: 'warning', due: today, dueAt: '2026-02-10T18:30:00+08:00', text: '剩 5 小时' }),
  },
  {
    name: 'provisional, of a policy',
    node: show({ provisional: true, basis: 'policy', due: '2027-01-04' as CivilDate }),
  },
  {
    name: 'suspended',
    node: show({
      state: 'suspended',
      due: null,
      left: null,
      phase: null,
      text: '自2026年2月9日（周一）起中止，恢复后剩 5 个工作日',
    }),
  },
  {
    name: 'finished',
    node: show({ state: 'finished', left: null, phase: null, text: '2026年2月9日（周一）终止，未逾期' }),
  },
]
