import { StateDiagram, type DiagramState } from './state-diagram.tsx'
import type { Example } from '../example.ts'

const states: readonly DiagramState[] = [
  { name: 'submitted', title: '待提供单位答复', final: false },
  { name: 'supplementing', title: '补正中', final: false },
  { name: 'delivering', title: '提供中', final: false },
  { name: 'delivered', title: '已提供', final: true },
  { name: 'refused', title: '不予共享', final: true },
]

export const examples: readonly Example[] = [
  { name: 'just begun', node: <StateDiagram states={states} way={['submitted']} /> },
  {
    name: 'there and back',
    node: <StateDiagram states={states} way={['submitted', 'supplementing', 'submitted', 'delivering']} />,
  },
  {
    name: 'read before it is begun',
    node: <StateDiagram states={states.map((s) => ({ ...s, detail: <p>由数据提供单位办理</p> }))} way={[]} />,
  },
  { name: 'ended', node: <StateDiagram states={states} way={['submitted', 'refused']} /> },
]
