// What looking for personal data costs, in values a second of one core's time, beside a bare baseline of the same run: reading
// the same strings character by character. Usage: npm run bench:scan [-- rows=100000]
import { readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { createTableScan, detectedIn } from '@fadu/privacy'
import { createRandom, divisionsFileOf, readDivisions, syntheticResidents, villagesOf } from '@fadu/testkit'

const rows = Number(process.argv[2] ?? 100_000)
const repeats = 5
const round = (value) => Number(value.toPrecision(3))
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

const random = createRandom(20_261_122)
const villages = villagesOf(readDivisions(readFileSync(divisionsFileOf('640300'), 'utf8')))
const digits = (count) => Array.from({ length: count }, () => random.below(10)).join('')

// A table as agencies have them: of 20 columns some are personal, most are codes, dates, amounts and words.
const columns = {
  公民身份号码: (p) => p.residentId,
  姓名: (p) => p.name,
  性别: (p) => p.sex,
  出生日期: (p) => p.birthDate,
  民族: (p) => p.ethnicity,
  村社区代码: (p) => p.villageCode,
  村社区名称: (p) => p.villageName,
  住址: (p) => p.address,
  手机号码: (p) => p.mobile ?? '',
  户号: (p) => p.householdNo,
  受理编号: () => `2026${digits(14)}`,
  受理时间: () => `2026-0${1 + random.below(9)}-1${random.below(9)} 1${random.below(9)}:2${random.below(9)}:00`,
  事项名称: () => random.pick(['低保申请', '户口迁移', '医保报销', '公租房申请']),
  金额: () => (random.fraction() * 9000).toFixed(2),
  办理状态: () => random.pick(['已办结', '办理中', '待审核']),
  单位名称: () => `吴忠市${random.pick(['恒瑞', '华宏', '盛鼎'])}${random.pick(['贸易', '建材'])}有限公司`,
  办件序号: (_, i) => String(i),
  邮编: () => `751${digits(3)}`,
  备注: () => random.pick(['', '', '经核查材料齐全，予以受理。', '建议补充收入证明后再次提交申请。']),
  数据标识: (p) => p.marker,
}
const headings = Object.keys(columns).map((header) => ({ header }))
const makers = Object.values(columns)
const table = []
for (const person of syntheticResidents({ seed: 7, count: rows, villages, asOf: '2026-03-01' }))
  table.push(makers.map((make) => make(person, table.length)))

/** What is read in any case: every character of every value once. */
function bare() {
  let sum = 0
  for (const row of table) for (const value of row) for (let i = 0; i < value.length; i++) sum += value.charCodeAt(i)
  return sum
}

function scanned(chosen = headings.map((_, i) => i)) {
  const all = chosen.length === headings.length
  const scan = createTableScan(
    chosen.map((i) => headings[i]),
    { asOf: '2026-03-01' },
  )
  for (const row of table) scan.add(all ? row : chosen.map((i) => row[i]))
  return scan.finish()
}

function perSecond(values, run) {
  const times = []
  for (let i = 0; i < repeats + 1; i++) {
    const began = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(began)
    if (i > 0) times.push(user + system)
  }
  return Math.round(values / (median(times) / 1_000_000))
}

const values = rows * headings.length
const before = process.memoryUsage().heapUsed
const bareRate = perSecond(values, bare)
const scanRate = perSecond(values, () => scanned())
const byColumn = Object.fromEntries(headings.map(({ header }, i) => [header, perSecond(rows, () => scanned([i]))]))
const found = Object.fromEntries(scanned().columns.map((column) => [column.header, detectedIn(column).join(' ')]))
console.log(
  JSON.stringify(
    {
      machine: `${cpus().length} × ${cpus()[0].model}, Node ${process.version}, load ${round(loadavg()[0])}`,
      rows,
      values,
      valuesPerSecond: { bare: bareRate, scan: scanRate, ratio: round(scanRate / bareRate) },
      byColumn,
      heldAfterMB: round((process.memoryUsage().heapUsed - before) / 1e6),
      found,
    },
    null,
    2,
  ),
)
