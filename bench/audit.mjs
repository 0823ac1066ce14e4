// The evidence log on PostgreSQL: durable entries of accesses a second with group commit, time until a signed checkpoint has an entry,
// and inclusion proofs in a long log. Run after `npm run build`:
//   node bench/audit.mjs [seconds=20] [callers=400] [leaves=1000000]     (leaves=10000000 takes some minutes)
import { Buffer } from 'node:buffer'
import { randomBytes, randomUUID } from 'node:crypto'
import { cpus, loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import {
  createRehash,
  encodeUtf8,
  formatCheckpoint,
  inclusionProof,
  leafHash,
  parseCheckpoint,
  parseNote,
  signNote,
  verifyInclusion,
} from '@fadu/audit-log'
import { createMemoryKeyStore, sm3Hash } from '@fadu/smcrypto'
import { startTempPostgres } from '@fadu/testkit/postgres'
import { migrate, readMigrations } from '../apps/server/dist/platform/db/migrate.js'
import { openDatabase } from '../apps/server/dist/platform/db/open-database.js'
import { createAccessRecorder } from '../apps/server/dist/platform/log/access-recorder.js'
import { createEvidenceLog, startSequencer } from '../apps/server/dist/platform/log/evidence-log.js'
import { logSigners } from '../apps/server/dist/platform/log/log-signers.js'

const [seconds = 20, callers = 400, leaves = 1_000_000] = process.argv.slice(2).map(Number)
const postgres = await startTempPostgres()
const { db, close } = await openDatabase({
  url: postgres.url,
  dataFolder: '.',
  patience: { statementTimeoutMs: 600_000 },
})
try {
  await migrate(db, await readMigrations(new URL('../apps/server/migrations/', import.meta.url)), () => undefined)
  const origin = 'fadu/bench'
  const { signers } = await logSigners(createMemoryKeyStore(), origin)
  const now = () => new Date()
  const log = createEvidenceLog({ db, hash: sm3Hash, origin, signers, now })
  const result = {
    cpus: cpus().length,
    load: loadavg()[0],
    ...(await accesses(log)),
    ...(await proofs(log, origin, signers)),
  }
  console.log(JSON.stringify(result, null, 2))
} finally {
  await close()
  await postgres.stop()
}

async function accesses(log) {
  const recorder = createAccessRecorder({ db, log })
  const dataset = randomUUID()
  const body = {
    kind: 'access',
    action: 'data.lookup',
    actor: { type: 'Application', id: randomUUID(), organization: randomUUID() },
    subject: { type: 'Dataset', id: 'BENCH' },
    dataset,
    grounds: ['PF-12'],
    outcome: 'released',
    detail: { fields: ['name', 'status'], purpose: 'bench', matter: 'M-1', rows: 1 },
  }
  const stop = startSequencer(log, 250, {
    onGrown: () => undefined,
    onFault: (error) => {
      throw error
    },
  })
  let written = 0
  let isOver = false
  const caller = async () => {
    while (!isOver) {
      await recorder.record({
        at: new Date(),
        body,
        keys: { dataset, digests: [new Uint8Array(randomBytes(32))] },
      })
      written++
    }
  }
  const begun = performance.now()
  const running = Array.from({ length: callers }, caller)
  const delays = []
  while (performance.now() - begun < seconds * 1000) {
    const {
      entry: { id },
    } = await recorder.record({
      at: new Date(),
      body,
      keys: { dataset, digests: [new Uint8Array(randomBytes(32))] },
    })
    const asked = performance.now()
    while (
      (await db.selectFrom('log_leaf').select('leaf_index').where('entry_id', '=', id).executeTakeFirst()) === undefined
    )
      await wait(10)
    delays.push(performance.now() - asked)
    await wait(100)
  }
  isOver = true
  await Promise.all(running)
  const took = (performance.now() - begun) / 1000
  await stop()
  delays.sort((a, b) => a - b)
  return {
    callers,
    durableEntriesPerSecond: Math.round(written / took),
    untilCheckpointMs: {
      median: Math.round(delays[delays.length >> 1]),
      p99: Math.round(delays[Math.floor(delays.length * 0.99)]),
    },
  }
}

/** A log of made-up leaves, put in as tiles: proofs read nothing else. */
async function proofs(log, origin, signers) {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await client.query('truncate log_tile, log_checkpoint cascade')
  let tiles = []
  const store = async () => {
    await client.query(
      'insert into log_tile select * from unnest($1::integer[], $2::bigint[], $3::integer[], $4::bytea[])',
      ['level', 'index', 'width', 'bytes'].map((c) => tiles.map((t) => (c === 'bytes' ? Buffer.from(t[c]) : t[c]))),
    )
    tiles = []
  }
  const rehash = createRehash(sm3Hash, (tile) => tiles.push({ ...tile, bytes: tile.bytes.slice() }))
  const leafAt = (i) => leafHash(sm3Hash, encodeUtf8(`{"number":${i}}`))
  for (let i = 0; i < leaves; i++) {
    rehash.push(leafAt(i))
    if (tiles.length >= 500) await store()
  }
  const root = rehash.root()
  rehash.finish()
  await store()
  await client.query('analyze log_tile')
  await client.end()
  const note = await signNote(formatCheckpoint({ origin, size: leaves, root }), signers)
  await db.insertInto('log_checkpoint').values({ tree_size: leaves, root, note, created_at: new Date() }).execute()
  const head = parseCheckpoint(parseNote(await log.checkpoint()).text)
  const reader = { readTile: async (level, index, width) => log.tile(level, index, width) }
  const times = []
  for (let n = 0; n < 300; n++) {
    const index = Math.floor(Math.random() * leaves)
    const begun = performance.now()
    const path = await inclusionProof(sm3Hash, reader, index, head.size)
    times.push(performance.now() - begun)
    verifyInclusion(sm3Hash, { leafHash: leafAt(index), index, size: head.size }, path, head.root)
  }
  times.sort((a, b) => a - b)
  return { leaves, inclusionProofMs: { median: Number(times[150].toFixed(2)), p99: Number(times[296].toFixed(2)) } }
}
