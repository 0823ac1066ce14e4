// Leaves rehashed a second on one core: what `fadu log fsck` does with each leaf beside reading it. Run after `npx tsc -b`:
//   node bench/fsck.mjs [leaves]
import { createRehash, encodeUtf8, leafHash } from '../packages/audit-log/dist/index.js'
import { sm3Hash } from '../packages/smcrypto/dist/index.js'

const leaves = Number(process.argv[2] ?? 1_000_000)
const body = (i) =>
  `{"action":"data.lookup","actor":{"id":"01a20095-2794-7970-9034-000000000000","type":"Application"},"at":"2026-11-29T00:00:00.000Z","dataset":"01a20095-2794-7970-9034-000000000001","detail":{"fields":["name","status"],"rows":1},"grant":"01a20095-2794-7970-9034-000000000002","grounds":["PF-12"],"id":"01a20095-2794-7970-9034-${String(i).padStart(12, '0')}","kind":"access","outcome":"released","v":2}`
const bodies = Array.from({ length: 4096 }, (_, i) => encodeUtf8(body(i)))

function run(count) {
  let tiles = 0
  const rehash = createRehash(sm3Hash, () => tiles++)
  const begun = performance.now()
  const cpuBefore = process.cpuUsage()
  for (let i = 0; i < count; i++) rehash.push(leafHash(sm3Hash, bodies[i & 4095]))
  rehash.root()
  rehash.finish()
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  return { perSecond: Math.round(count / seconds), perCpuSecond: Math.round(count / ((user + system) / 1e6)), tiles }
}

run(50_000)
const { perSecond, perCpuSecond, tiles } = run(leaves)
const { heapUsed } = process.memoryUsage()
console.log(
  JSON.stringify({
    leaves,
    bodyBytes: bodies[0].length,
    tiles,
    leavesPerSecond: perSecond,
    leavesPerCpuSecond: perCpuSecond,
    heapMiB: Math.round(heapUsed / 2 ** 20),
  }),
)
