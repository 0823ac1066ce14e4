// The envelope of README.md, written slowly from its text on the second library alone. It shares no code with etm.ts.
import { hkdf, sm3, sm4 } from 'sm-crypto-v2'
import { hex, utf8 } from './bytes.ts'

export interface SlowParts {
  readonly rawKey: Uint8Array
  readonly kind: 'row' | 'wrap'
  readonly first: string
  readonly second: string
  readonly keyVersion: number
  readonly iv: Uint8Array
  readonly plaintext: Uint8Array
}

export function slowDerive(rawKey: Uint8Array, info: string, length: number): Uint8Array {
  return hkdf(rawKey, new Uint8Array(32), utf8(info), length)
}

export function slowHmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hex(sm3(message, { key, mode: 'hmac' }))
}

function uint32(value: number): Uint8Array {
  return hex(value.toString(16).padStart(8, '0'))
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

export function slowCtr(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  let counter = BigInt(`0x${Buffer.from(iv).toString('hex')}`)
  const out = Uint8Array.from(data)
  for (let at = 0; at < data.length; at += 16) {
    const block = hex((counter % 2n ** 128n).toString(16).padStart(32, '0'))
    const stream = sm4.encrypt(block, key, { padding: 'none', output: 'array' })
    for (let i = at; i < Math.min(at + 16, data.length); i++) out[i]! ^= stream[i - at]!
    counter += 1n
  }
  return out
}

export function slowEnvelope(p: SlowParts): Uint8Array {
  const encKey = slowDerive(p.rawKey, `fadu/smcrypto/v1/${p.kind}/enc\0`, 16)
  const macKey = slowDerive(p.rawKey, `fadu/smcrypto/v1/${p.kind}/mac\0`, 32)
  const body = join(Uint8Array.of(1), uint32(p.keyVersion), p.iv, slowCtr(encKey, p.iv, p.plaintext))
  const [first, second] = [utf8(p.first), utf8(p.second)]
  const message = join(uint32(first.length), first, uint32(second.length), second, body)
  return join(body, slowHmac(macKey, message))
}
