import { countMatrix, type Binding, type ClauseStatus, type MatrixRow } from '@fadu/domain'

export type SummaryLanguage = 'en' | 'zh-CN'

const statusWords: Readonly<Record<ClauseStatus, string>> = {
  proven: '已证 proven',
  bound: '已绑定 bound',
  pending: '待实现 pending',
  unbound: '未绑定 unbound',
  declaratory: '宣示 declaratory',
}

/** The matrix for the terminal: a clause a line, what binds it, what proves it and what is missing below. */
export function describeMatrix(rows: readonly MatrixRow[]): readonly string[] {
  return [
    ...rows.flatMap((row) => [
      `${row.clause.id.padEnd(11)} ${statusWords[row.status]}`,
      ...row.bindings.map((binding) => `            ${describeBinding(binding)}`),
      ...row.missing.map(({ name, text }) => `            待实现 pending ${name}：${text}`),
      ...row.proofs.map((proof) => `            ✓ ${proof}`),
    ]),
    '',
    ...summaryLines(rows, 'zh-CN'),
  ]
}

function describeBinding({ kind, name, pack, pending }: Binding): string {
  return `${kind.padEnd(9)} ${name}（${pack}）${pending.length === 0 ? '' : ` ← ${pending.join('、')}`}`
}

const heads: Readonly<Record<SummaryLanguage, readonly string[]>> = {
  en: [
    'regulation',
    'clauses',
    'proven by a test',
    'bound',
    'waiting for something not built',
    'unbound',
    'declaratory',
  ],
  'zh-CN': ['法规', '条款', '已有测试证明', '已绑定，尚无测试', '所需能力未建成', '未绑定', '宣示性'],
}

/** The counts as a table of Markdown, as it stands in the README. The platform's own rules are no regulation. */
export function summaryLines(rows: readonly MatrixRow[], language: SummaryLanguage): readonly string[] {
  const counts = countMatrix(rows).filter(({ pack }) => pack !== 'platform')
  const lines = counts.map(({ pack, clauses, counts: c }) => [
    pack,
    clauses,
    c.proven,
    c.bound,
    c.pending,
    c.unbound,
    c.declaratory,
  ])
  const head = heads[language]
  const sum = [
    language === 'en' ? 'total' : '合计',
    ...head.slice(1).map((_, i) => lines.reduce((n, l) => n + Number(l[i + 1]), 0)),
  ]
  return [
    `| ${head.join(' | ')} |`,
    `|---|${'--:|'.repeat(head.length - 1)}`,
    ...[...lines, sum].map((line) => `| ${line.join(' | ')} |`),
  ]
}
