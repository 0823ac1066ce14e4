import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openFileKeyStore, sm3Hash } from '@fadu/smcrypto'
import { readConfig } from './platform/config.ts'
import { lockFolder } from './platform/db/folder-lock.ts'
import { openDatabase } from './platform/db/open-database.ts'
import { checkEvidence } from './platform/log/check-evidence.ts'
import { logSigners, logVerifier } from './platform/log/log-signers.ts'
import { witnessVerifier } from './platform/log/witness-keys.ts'
import { describeStartFault } from './platform/start-faults.ts'

/**
 * Checks the evidence of a database without a running server: PostgreSQL by DATABASE_URL, the embedded engine in its folder, which
 * is locked meanwhile. Each finding is a line of JSON, the last line is the report. Ends with 1 when something was found.
 */
const config = readConfig(process.env)
const { key: pinned } = parseArgs({ options: { key: { type: 'string', multiple: true } } }).values
/** A statement over a whole log takes its time; the limit is for questions. */
const wholeLogMs = 24 * 3600 * 1000

try {
  process.exitCode = await checkDatabase()
} catch (error) {
  process.stderr.write(`${describeStartFault(error, config)}\n`)
  process.exitCode = 2
}

async function checkDatabase(): Promise<number> {
  if (config.databaseUrl === undefined) await access(join(config.dataFolder, 'pglite'))
  const lock = config.databaseUrl === undefined ? await lockFolder(config.dataFolder) : undefined
  try {
    const { db, close } = await openDatabase({
      url: config.databaseUrl,
      dataFolder: config.dataFolder,
      patience: { statementTimeoutMs: wholeLogMs },
    })
    try {
      const { rows } = await sql<{ id: string }>`select id from installation`.execute(db)
      const origin = `fadu/${rows[0]?.id ?? ''}`
      const verifiers = (pinned ?? (await ownKeys(origin))).map(logVerifier)
      const report = await checkEvidence(db, {
        hash: sm3Hash,
        origin,
        verifiers,
        witnessVerifier,
        onFinding: (finding) => void process.stdout.write(`${JSON.stringify(finding)}\n`),
      })
      process.stdout.write(
        `${JSON.stringify({ report: { ...report, keysFrom: pinned === undefined ? 'folder' : 'pinned' } })}\n`,
      )
      return report.ok ? 0 : 1
    } finally {
      await close()
    }
  } finally {
    await lock?.release()
  }
}

/** Keys of the folder that is checked: they show that database and folder agree, no more than that. */
async function ownKeys(origin: string): Promise<readonly string[]> {
  const keyStore = await openFileKeyStore(join(config.dataFolder, 'keys'), { create: false })
  return (await logSigners(keyStore, origin)).verifierKeys
}
