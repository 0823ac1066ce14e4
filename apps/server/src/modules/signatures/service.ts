import { uuidv7 } from 'uuidv7'
import { parseSignatureInputs, parseSignatures, signatureBase, type RequestMessage } from '@fadu/http-signatures'
import { createDataKey, createSealer, sm3Hash, type KeyStore } from '@fadu/smcrypto'
import { keyIdOf, keyVerifier, type KeyVerifier } from '../../platform/auth/application-keys.ts'
import { actorOf, type ApplicationPrincipal, type CallSignature } from '../../platform/auth/principal.ts'
import { bearerSeconds } from '../../platform/auth/tokens.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { signatureKept } from '../../platform/log/compare-accesses.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import { digestOf } from './answer.ts'
import { forGateway, malformed, requireSufficient, signatureAlgorithms, type CallParams } from './policy.ts'
import { keysOf, keepSignature, readSignature, type KeptSignature, type KeyRow } from './queries.ts'

/** A call whose signature was verified; its content is compared with its digest when it is there. */
export interface VerifiedCall {
  readonly signature: CallSignature
  /** Its label among the signatures of the call. */
  readonly label: string
}

/** What was signed, for whoever has to show it. */
export interface SignatureView {
  readonly keyid: string
  readonly algorithm: KeyRow['algorithm']
  readonly publicKey: Readonly<Record<string, string>>
  readonly userId: string | null
  /** Signature base, UTF-8. */
  readonly base: string
  /** Base64. */
  readonly signature: string
  readonly receivedAt: string
}

export interface Signatures {
  /**
   * Verifies the signature of a call and keeps what was signed. Nothing else is read or written before.
   *
   * @throws {Problem} `SIGNATURE_…`, which says what is needed.
   */
  verify(application: ApplicationPrincipal, message: RequestMessage, hasContent: boolean): Promise<VerifiedCall>
  /** A call that was refused for its signature leaves a record, as every refusal does. */
  recordRefusal(application: ApplicationPrincipal, action: string, code: string): Promise<void>
  /** @throws {Problem} `STATE_CONFLICT` while the bearer that was signed is good. */
  view(id: string): Promise<SignatureView>
}

/** Keys kept ready; when full, all are forgotten. */
const mostKeys = 10_000

export async function createSignatures(deps: {
  readonly db: Db
  readonly log: EvidenceLog
  readonly keyStore: KeyStore
  readonly now: () => Date
}): Promise<Signatures> {
  const { db, log, now } = deps
  const sealer = createSealer(createDataKey(await deps.keyStore.secret('call-signatures'), 1), 'call_signature')
  const verifiers = new Map<string, KeyVerifier>()

  const verifierOf = ({ id, algorithm, public_key: publicKey, user_id: userId }: KeyRow): KeyVerifier => {
    const known = verifiers.get(id)
    if (known !== undefined) return known
    if (verifiers.size >= mostKeys) verifiers.clear()
    const made = keyVerifier({ algorithm, publicKey, ...(userId === null ? {} : { userId }) })
    verifiers.set(id, made)
    return made
  }

  const keyOf = async (application: ApplicationPrincipal, { keyid, alg }: CallParams): Promise<KeyRow> => {
    const found = (await keysOf(db, application.id)).find((key) => keyIdOf(key.public_key) === keyid)
    if (found === undefined || signatureAlgorithms[found.algorithm] !== alg)
      throw new Problem({ code: 'SIGNATURE_KEY_UNKNOWN' })
    return found
  }

  return {
    verify: async (application, message, hasContent) => {
      const { 'signature-input': inputs, signature: signatures } = message.fields
      const input = forGateway(parseSignatureInputs(String(inputs ?? '')))
      const value = parseSignatures(String(signatures ?? '')).get(input.label)
      if (value === undefined) throw malformed('signature', 'a member under the label of Signature-Input')
      const params = requireSufficient(input, hasContent, now())
      const base = signatureBase(message, input)
      const key = await keyOf(application, params)
      if (!verifierOf(key)(base, value)) throw new Problem({ code: 'SIGNATURE_WRONG' })
      const id = uuidv7()
      const row = {
        id,
        application_id: application.id,
        nonce: params.nonce,
        key_id: key.id,
        base: Uint8Array.from(sealer.seal(id, base)),
        signature: value,
        received_at: now(),
      }
      if (!(await keepSignature(db, row))) throw new Problem({ code: 'SIGNATURE_REPLAYED' })
      const { keyid, alg } = params
      const kept = signatureKept(sm3Hash, {
        id,
        application: row.application_id,
        nonce: row.nonce,
        key: row.key_id,
        base: Buffer.from(row.base).toString('hex'),
        signature: Buffer.from(value).toString('hex'),
        receivedAt: row.received_at.getTime(),
      })
      const evidence = { id, keyid, alg, base: digestOf(base), value: Buffer.from(value).toString('base64'), kept }
      return { signature: evidence, label: input.label }
    },
    recordRefusal: async (application, action, code) => {
      await log.append(db, now(), {
        kind: 'refusal',
        action,
        actor: actorOf(application),
        subject: { type: 'Application', id: application.id },
        grounds: [],
        outcome: 'refused',
        reason: code,
      })
    },
    view: async (id) => {
      const row = await readSignature(db, id)
      if (row === undefined) throw notFound('请求签名')
      // Among what was signed is a bearer: it is shown when it opens nothing any more.
      if (row.received_at.getTime() + bearerSeconds * 1000 > now().getTime())
        throw new Problem({ code: 'STATE_CONFLICT', what: '请求签名', state: 'bearerAlive' })
      return viewOf(row, sealer.open(id, new Uint8Array(row.base)))
    },
  }
}

function viewOf(row: KeptSignature, base: Uint8Array): SignatureView {
  return {
    keyid: keyIdOf(row.public_key),
    algorithm: row.algorithm,
    publicKey: row.public_key,
    userId: row.user_id,
    base: Buffer.from(base).toString('utf8'),
    signature: Buffer.from(row.signature).toString('base64'),
    receivedAt: row.received_at.toISOString(),
  }
}
