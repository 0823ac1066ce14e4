// Puts the last results of the fault suite into docs/reliability.md, between its two marks.
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'

const document = new URL('../../docs/reliability.md', import.meta.url)
const reports = new URL('../../reports/', import.meta.url)
const engines = ['PostgreSQL', 'embedded']
const begin = '<!-- results: written by `npm run faults -- --write` -->'
const end = '<!-- end of results -->'

export async function writeResults() {
  const results = await Promise.all(
    engines.map(async (engine) => JSON.parse(await readFile(new URL(`faults-${engine}.json`, reports), 'utf8'))),
  )
  const text = await readFile(document, 'utf8')
  const [before, rest] = split(text, begin)
  const [, after] = split(rest, end)
  await writeFile(document, `${before}${begin}\n\n${tables(results)}\n\n${end}${after}`)
}

function split(text, mark) {
  const at = text.indexOf(mark)
  if (at < 0) throw new Error(`docs/reliability.md has no ${mark}`)
  return [text.slice(0, at), text.slice(at + mark.length)]
}

function tables(results) {
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const machine = `${cpus().length} cores, ${gigabytes} GiB, Node ${process.versions.node}, ${process.platform}`
  const row = (name, of) => `| ${name} | ${results.map(of).join(' | ')} |`
  const names = [...new Set(results.flatMap((r) => [...Object.keys(r.injected), ...Object.keys(r.skipped)]))].toSorted()
  const injectedOf = (name) => (r) =>
    r.injected[name] ?? (r.skipped[name] === undefined ? '–' : `0 (${r.skipped[name]})`)
  const total = (r) => Object.values(r.injected).reduce((sum, n) => sum + n, 0)
  const surges = results.flatMap((r) => r.surges)
  return [
    `Machine: ${machine}.`,
    '',
    `| | ${results.map((r) => r.engine).join(' | ')} |`,
    `|---|${results.map(() => '---:').join('|')}|`,
    row('form', (r) => r.form),
    row('seed', (r) => r.seed),
    row('server processes', (r) => r.servers),
    row('seconds', (r) => r.seconds),
    row('**faults injected**', (r) => `**${total(r)}**`),
    ...names.map((name) => row(name, injectedOf(name))),
    row('requests without an answer', (r) => r.silences),
    row('asked to come later (429, 503, 507)', (r) => r.deferred),
    row('**operations acknowledged**', (r) => `**${r.acknowledged}**`),
    row('entries of the log, all verified', (r) => r.entries),
    row('clocks told overdue, each once', (r) => r.clocksTold),
    row('**lost**', (r) => `**${r.found.lost}**`),
    row('**doubled**', (r) => `**${r.found.doubled}**`),
    row('**unrecorded**', (r) => `**${r.found.unrecorded}**`),
    row('**clocks and jobs missed**', (r) => `**${r.found.missed}**`),
    ...(surges.length === 0 ? [] : ['', surgeLine(surges)]),
  ].join('\n')
}

function surgeLine(surges) {
  const sum = (name) => surges.reduce((n, s) => n + s[name], 0)
  const most = (of) => Math.max(...surges.map(of))
  const grown = most((s) => s.memoryAfter - s.memoryBefore)
  return `Surges: ${surges.length}. ${sum('accepted')} calls served, ${sum('deferred')} told when to come again; 99 % of those served within ${most((s) => s.p99OfAccepted)} ms in the worst surge; the memory of the server grew by ${grown} MiB at most.`
}
