import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A key of SM2 that the openssl command line made and signs with: nothing of it is of this repository. */
export interface OpensslSm2 {
  readonly jwk: { readonly kty: 'EC'; readonly crv: 'SM2'; readonly x: string; readonly y: string }
  /** r and s, 32 bytes each. */
  sign(message: Uint8Array, userId?: string): Buffer
}

const command = process.env['OPENSSL_BIN'] ?? 'openssl'

export function opensslSm2(): OpensslSm2 {
  const pem = run(['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2'])
  const point = run(['pkey', '-in', '@key', '-pubout', '-outform', 'DER'], { key: pem }).subarray(-64)
  const [x, y] = [point.subarray(0, 32), point.subarray(32)].map((part) => part.toString('base64url'))
  return {
    jwk: { kty: 'EC', crv: 'SM2', x: x!, y: y! },
    sign: (message, userId = '1234567812345678') => {
      const how = ['-rawin', '-digest', 'sm3', '-pkeyopt', `distid:${userId}`]
      const der = run(['pkeyutl', '-sign', '-inkey', '@key', '-in', '@message', ...how], { key: pem, message })
      return numbersOf(der)
    },
  }
}

/** SEQUENCE { INTEGER r, INTEGER s }, each without or with one byte too many. */
function numbersOf(der: Buffer): Buffer {
  const length = der[3]!
  const numbers = [der.subarray(4, 4 + length), der.subarray(6 + length)]
  return Buffer.concat(
    numbers.map((n) =>
      Buffer.from(
        BigInt(`0x${n.toString('hex')}`)
          .toString(16)
          .padStart(64, '0'),
        'hex',
      ),
    ),
  )
}

function run(args: readonly string[], files: Readonly<Record<string, Uint8Array>> = {}): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'fadu-openssl-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content, { mode: 0o600 })
    const done = spawnSync(
      command,
      args.map((arg) => arg.replace(/^@/, `${folder}/`)),
    )
    if (done.status !== 0) throw new Error(`openssl ${args.join(' ')}: ${String(done.stderr)}`)
    return done.stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}
