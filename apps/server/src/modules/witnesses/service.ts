import { uuidv7 } from 'uuidv7'
import {
  cosignatureSeconds,
  LogError,
  parseCheckpoint,
  parseNote,
  toBase64,
  concatBytes,
  equalBytes,
  encodeUtf8,
  type NoteSignature,
  type NoteVerifier,
} from '@fadu/audit-log'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { witnessVerifier } from '../../platform/log/witness-keys.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import { readOrganization } from '../org/index.ts'

/** A supervisor that countersigns checkpoints. */
export interface WitnessView {
  readonly id: string
  readonly name: string
  readonly organization: { readonly id: string; readonly name: string }
  readonly key: string
  readonly registeredAt: string
  /** Size of the largest tree that it countersigned, and when. */
  readonly size: number | null
  readonly signedAt: string | null
}

export interface WitnessService {
  /** Those that countersign now. */
  list(): Promise<readonly WitnessView[]>
  register(
    principal: AccountPrincipal,
    witness: { readonly organization: string; readonly key: string },
  ): Act<ActFacts, { readonly id: string; readonly name: string }>
  end(principal: AccountPrincipal, id: string): Act<ActFacts, { readonly id: string }>
  /** Takes the signatures of registered witnesses from a cosigned checkpoint; their keys say who sends them. */
  cosign(note: string): Act<CosignFacts, { readonly size: number; readonly witnesses: readonly string[] }>
  /** The newest checkpoint that a witness countersigned, with all countersignatures. */
  cosigned(): Promise<string | undefined>
}

interface CosignFacts extends ActFacts {
  readonly size: number
  readonly signed: readonly {
    readonly witness: string
    readonly name: string
    readonly line: string
    readonly at: Date
  }[]
}

export function createWitnessService({ db, now }: { readonly db: Db; readonly now: () => Date }): WitnessService {
  return {
    list: () => listWitnesses(db),
    register: (principal, { organization, key }) => ({
      action: 'log.registerWitness',
      load: () => Promise.resolve({ resource: platformResource }),
      carryOut: async (tx) => {
        const verifier = witnessVerifier(key)
        if (verifier === undefined) throw new Problem({ code: 'COSIGNATURE_INVALID', fault: 'key' })
        const { id: organizationId } = await readOrganization(tx, organization)
        const taken = await tx
          .selectFrom('log_witness')
          .select('id')
          .where((eb) =>
            eb.or([eb('verifier_key', '=', key), eb.and([eb('name', '=', verifier.name), eb('ended_at', 'is', null)])]),
          )
          .executeTakeFirst()
        if (taken !== undefined) throw new Problem({ code: 'DUPLICATE', field: 'key' })
        const id = uuidv7()
        await tx
          .insertInto('log_witness')
          .values({
            id,
            name: verifier.name,
            organization_id: organizationId,
            verifier_key: key,
            registered_by: principal.id,
            registered_at: now(),
            ended_by: null,
            ended_at: null,
          })
          .execute()
        return { id, name: verifier.name }
      },
      trace: (_, { id, name }) => ({ subject: { type: 'witness', id }, detail: { name, key } }),
    }),
    end: (principal, id) => ({
      action: 'log.endWitness',
      load: () => Promise.resolve({ resource: platformResource, trace: { subject: { type: 'witness', id } } }),
      carryOut: async (tx) => {
        const ended = await tx
          .updateTable('log_witness')
          .set({ ended_by: principal.id, ended_at: now() })
          .where('id', '=', id)
          .where('ended_at', 'is', null)
          .returning('id')
          .executeTakeFirst()
        if (ended === undefined) throw notFound('见证方')
        return { id }
      },
    }),
    cosign: (note) => ({
      action: 'log.cosign',
      load: (tx) => readCosigned(tx, note),
      carryOut: async (tx, { size, signed }) => {
        await tx
          .insertInto('log_cosignature')
          .values(
            signed.map(({ witness, line, at }) => ({ witness_id: witness, tree_size: size, line, signed_at: at })),
          )
          .onConflict((c) => c.columns(['tree_size', 'witness_id']).doNothing())
          .execute()
        return { size, witnesses: signed.map((s) => s.name) }
      },
      trace: (_, { size, witnesses }) => ({ detail: { size, witnesses } }),
    }),
    cosigned: async () => (await newestCosigned(db))?.note,
  }
}

async function newestCosigned(tx: Db | Tx): Promise<{ readonly size: number; readonly note: string } | undefined> {
  const lines = await tx
    .selectFrom('log_cosignature as s')
    .innerJoin('log_checkpoint as c', 'c.tree_size', 's.tree_size')
    .select(['c.note', 'c.tree_size', 's.line'])
    .where('s.tree_size', '=', (eb) => eb.selectFrom('log_cosignature').select((e) => e.fn.max('tree_size').as('n')))
    .orderBy('s.witness_id')
    .execute()
  const [first] = lines
  if (first === undefined) return undefined
  return { size: first.tree_size, note: `${first.note}${lines.map((l) => `${l.line}\n`).join('')}` }
}

/** The newest countersigned checkpoint, and the keys of all witnesses that ever signed or may sign. */
export async function readWitnessed(tx: Tx): Promise<{
  readonly cosigned: { readonly size: number; readonly note: string } | undefined
  readonly keys: readonly string[]
}> {
  const keys = await tx.selectFrom('log_witness').select('verifier_key').orderBy('id').execute()
  return { cosigned: await newestCosigned(tx), keys: keys.map((row) => row.verifier_key) }
}

/**
 * What of a cosigned note is ours: the text of a checkpoint that this log signed, and signatures over it by registered witnesses.
 * @throws {Problem} `COSIGNATURE_INVALID`, which says what does not fit.
 */
async function readCosigned(tx: Tx, note: string): Promise<CosignFacts> {
  const { text, signatures, size } = parsed(note)
  const checkpoint = await tx
    .selectFrom('log_checkpoint')
    .select('note')
    .where('tree_size', '=', size)
    .executeTakeFirst()
  if (checkpoint === undefined || parseNote(checkpoint.note).text !== text) {
    throw new Problem({ code: 'COSIGNATURE_INVALID', fault: 'checkpoint' })
  }
  const witnesses = await tx
    .selectFrom('log_witness')
    .select(['id', 'name', 'verifier_key'])
    .where('ended_at', 'is', null)
    .execute()
  const signed = []
  for (const { id, name, verifier_key: key } of witnesses) {
    const verifier = witnessVerifier(key)
    const made = verifier && signatures.find((s) => s.name === name && equalBytes(s.keyId, verifier.keyId))
    if (verifier === undefined || made === undefined) continue
    if (!(await isGood(verifier, text, made))) throw new Problem({ code: 'COSIGNATURE_INVALID', fault: 'signature' })
    const at = new Date(cosignatureSeconds(made.signature) * 1000)
    signed.push({ witness: id, name, line: lineOf(made), at })
  }
  if (signed.length === 0) throw new Problem({ code: 'COSIGNATURE_INVALID', fault: 'witness' })
  return { resource: platformResource, size, signed }
}

function parsed(note: string): {
  readonly text: string
  readonly signatures: readonly NoteSignature[]
  readonly size: number
} {
  try {
    const { text, signatures } = parseNote(note)
    return { text, signatures, size: parseCheckpoint(text).size }
  } catch (error) {
    if (error instanceof LogError) throw new Problem({ code: 'COSIGNATURE_INVALID', fault: 'note' })
    throw error
  }
}

async function isGood(verifier: NoteVerifier, text: string, { signature }: NoteSignature): Promise<boolean> {
  return (await verifier.verify(encodeUtf8(text), signature)) && cosignatureSeconds(signature) < 100_000_000_000
}

function lineOf({ name, keyId, signature }: NoteSignature): string {
  return `\u2014 ${name} ${toBase64(concatBytes([keyId, signature]))}`
}

async function listWitnesses(db: Db): Promise<readonly WitnessView[]> {
  const rows = await db
    .selectFrom('log_witness as w')
    .innerJoin('organization as o', 'o.id', 'w.organization_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('log_cosignature')
          .select(['tree_size', 'signed_at'])
          .whereRef('witness_id', '=', 'w.id')
          .orderBy('tree_size', 'desc')
          .limit(1)
          .as('s'),
      (join) => join.onTrue(),
    )
    .select(['w.id', 'w.name', 'w.organization_id', 'o.name as organization', 'w.verifier_key', 'w.registered_at'])
    .select(['s.tree_size', 's.signed_at'])
    .where('w.ended_at', 'is', null)
    .orderBy('w.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    organization: { id: row.organization_id, name: row.organization },
    key: row.verifier_key,
    registeredAt: row.registered_at.toISOString(),
    size: row.tree_size,
    signedAt: row.signed_at?.toISOString() ?? null,
  }))
}
