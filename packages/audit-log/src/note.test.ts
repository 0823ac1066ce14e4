import { describe, expect, test } from 'vitest'
import vectors from '../vectors/notes.json' with { type: 'json' }
import {
  cosignNote,
  formatVerifierKey,
  MAX_NOTE_LENGTH,
  MAX_NOTE_SIGNATURES,
  noteKeyId,
  openNote,
  parseNote,
  parseVerifierKey,
  signatureTypes,
  signNote,
} from './note.ts'
import type { NoteSigner, NoteVerifier } from './note.ts'
import type { NoteFault, VerifierKeyFault } from './issues.ts'
import { flipBit, hex, sha256, sm3, utf8 } from './testing/hashes.ts'
import { expectIssue } from './testing/issues.ts'
import { testKey, verifierOf } from './testing/keys.ts'

const log = testKey('log.example/42')
const witness = testKey('witness.example', 1)
const ref = (key: NoteVerifier) => ({ name: key.name, keyId: hex(key.keyId) })
const digestOf = () => sha256

describe('vectors made without this package', () => {
  test.each(vectors.keys)('verifier key %s has the id that it names', (text) => {
    const key = parseVerifierKey(text, digestOf)
    expect(key.algorithm).toBe('ed25519')
    expect(key.publicKey).toHaveLength(32)
    expect(formatVerifierKey(key)).toBe(text)
  })

  test('a note signed elsewhere opens with its key', async () => {
    const verifier = verifierOf(parseVerifierKey(vectors.foreign.key, digestOf))
    const opened = await openNote(vectors.foreign.note, [verifier])
    expect(opened).toEqual({
      text: 'A note for the vectors of this package.\n',
      verified: [ref(verifier)],
      unverified: [],
    })
  })

  test('no bit of the example can be changed', async () => {
    const verifier = verifierOf(parseVerifierKey(vectors.foreign.key, digestOf))
    const bytes = utf8(vectors.foreign.note)
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const changed = Buffer.from(flipBit(bytes, bit)).toString('utf8')
      await expect(openNote(changed, [verifier])).rejects.toThrow('LOG_')
    }
  })
})

test('a signed note has the form of the specification, to the byte', async () => {
  const fixed: NoteSigner = { ...log, keyId: Uint8Array.of(0, 1, 2, 3), sign: () => Uint8Array.of(4, 5) }
  expect(await signNote('a\n\nb\n', [fixed, { ...fixed, name: '见证人' }])).toBe(
    'a\n\nb\n\n\u2014 log.example/42 AAECAwQF\n\u2014 见证人 AAECAwQF\n',
  )
})

test.each(['line\n', '\n', '\n\n', 'a\n\n', '一行\n\u2014 not a signature\n', '\u007f\u2028\ufeff\n'])(
  'the text %j survives signing and opening',
  async (text) => {
    expect((await openNote(await signNote(text, [log]), [log])).text).toBe(text)
  },
)

test('signers and verifiers may be asynchronous and may be methods of a class', async () => {
  class Remote implements NoteSigner, NoteVerifier {
    readonly name = log.name
    readonly keyId = log.keyId
    readonly algorithm = 'ed25519'
    readonly #key = log
    async sign(message: Uint8Array) {
      return this.#key.sign(message)
    }
    async verify(message: Uint8Array, signature: Uint8Array) {
      return this.#key.verify(message, signature)
    }
  }
  const remote = new Remote()
  expect((await openNote(await signNote('text\n', [remote]), [remote])).verified).toEqual([ref(log)])
})

describe('opening', () => {
  test('signatures of unknown keys are listed and not trusted', async () => {
    const note = await signNote('text\n', [log, witness])
    expect(await openNote(note, [log])).toEqual({ text: 'text\n', verified: [ref(log)], unverified: [ref(witness)] })
    expect((await openNote(note, [witness, log])).verified).toEqual([ref(log), ref(witness)])
  })

  test('without a signature of a known key nothing is opened', async () => {
    const note = await signNote('text\n', [log])
    await expectIssue(() => openNote(note, [witness]), { code: 'LOG_NOTE_NOT_VERIFIED', unverified: [ref(log)] })
    await expectIssue(() => openNote(note, []), { code: 'LOG_NOTE_NOT_VERIFIED' })
  })

  test('a key that shares only the name or only the id is another key', async () => {
    const note = await signNote('text\n', [log])
    const sameName = { ...witness, name: log.name }
    const sameId = { ...witness, keyId: log.keyId }
    await expectIssue(() => openNote(note, [sameName, sameId]), { code: 'LOG_NOTE_NOT_VERIFIED' })
  })

  test('one invalid signature of a known key spoils the note, beside valid ones too', async () => {
    const forged = await signNote('text\n', [log, { ...witness, sign: () => new Uint8Array(64) }])
    await expectIssue(() => openNote(forged, [log, witness]), { code: 'LOG_SIGNATURE_INVALID', ...ref(witness) })
    expect((await openNote(forged, [log])).verified).toEqual([ref(log)])
  })

  test('a signature of another text is invalid', async () => {
    const note = (await signNote('text\n', [log])).replace('text', 'test')
    await expectIssue(() => openNote(note, [log]), { code: 'LOG_SIGNATURE_INVALID', ...ref(log) })
  })

  test('a key that signed twice counts once, and both signatures must be valid', async () => {
    const twice = await cosignNote(await signNote('text\n', [log]), [log])
    expect((await openNote(twice, [log])).verified).toEqual([ref(log)])
    const oneForged = await cosignNote(await signNote('text\n', [log]), [{ ...log, sign: () => new Uint8Array(64) }])
    await expectIssue(() => openNote(oneForged, [log]), { code: 'LOG_SIGNATURE_INVALID' })
  })

  test.each([
    ['throws', () => { throw new Error('broken') }], // prettier-ignore
    ['rejects', () => Promise.reject(new Error('broken'))],
    ['returns something other than true', () => 1 as unknown as boolean],
  ])('a verifier that %s verifies nothing', async (_, verify) => {
    const note = await signNote('text\n', [log])
    await expectIssue(() => openNote(note, [{ ...log, verify }]), { code: 'LOG_SIGNATURE_INVALID', ...ref(log) })
  })

  test('a verifier cannot change what is verified next', async () => {
    const note = await signNote('text\n', [log, witness])
    const spoiling: NoteVerifier = { ...log, verify: (m, s) => log.verify(m.slice(), s) && m.fill(0) === m }
    expect((await openNote(note, [spoiling, witness])).verified).toHaveLength(2)
  })

  test('two verifiers with one name and key id are ambiguous', () =>
    expectIssue(() => openNote('any', [log, { ...witness, name: log.name, keyId: log.keyId }]), {
      code: 'LOG_VERIFIER_AMBIGUOUS',
      ...ref(log),
    }))
})

// Not in the vectors: a JSON file with a lone surrogate is not JSON to every reader.
const notUnicode = { name: 'lone surrogate', fault: 'not-unicode', note: 'te\ud800xt\n\n\u2014 a.example AAAAAAE=\n' }

test.each([...vectors.bad, notUnicode])('parseNote refuses: $name', ({ note, fault }) =>
  expectIssue(() => parseNote(note), { code: 'LOG_NOTE_MALFORMED', fault: fault as NoteFault }),
)

test('notes are read up to their limits and no further', async () => {
  const line = '\u2014 a.example AAAAAAE=\n'
  expect(parseNote(`text\n\n${line.repeat(MAX_NOTE_SIGNATURES)}`).signatures).toHaveLength(MAX_NOTE_SIGNATURES)
  await expectIssue(() => parseNote(`text\n\n${line.repeat(MAX_NOTE_SIGNATURES + 1)}`), {
    code: 'LOG_NOTE_MALFORMED',
    fault: 'too-many-signatures',
  })
  const padding = MAX_NOTE_LENGTH - line.length - 2
  expect(parseNote(`${'x'.repeat(padding)}\n\n${line}`).text).toHaveLength(padding + 1)
  await expectIssue(() => parseNote(`${'x'.repeat(padding + 1)}\n\n${line}`), {
    code: 'LOG_NOTE_MALFORMED',
    fault: 'too-large',
  })
})

describe('signing refuses', () => {
  test.each([
    ['a text without final newline', 'text', [log], 'text-without-newline'],
    ['an empty text', '', [log], 'text-without-newline'],
    ['a text with a carriage return', 'a\r\n', [log], 'control-character'],
    ['a text with a lone surrogate', '\ud800\n', [log], 'not-unicode'],
    ['no signers', 'text\n', [], 'no-signatures'],
    ['a name with a space', 'text\n', [{ ...log, name: 'a b' }], 'key-name'],
    ['a name with a newline', 'text\n', [{ ...log, name: 'a\nb' }], 'key-name'],
    ['an empty name', 'text\n', [{ ...log, name: '' }], 'key-name'],
    ['a key id of three bytes', 'text\n', [{ ...log, keyId: new Uint8Array(3) }], 'key-id'],
    ['an empty signature', 'text\n', [{ ...log, sign: () => new Uint8Array(0) }], 'signature-too-short'],
  ] as const)('%s', (_, text, signers, fault) =>
    expectIssue(() => signNote(text, signers), { code: 'LOG_NOTE_MALFORMED', fault }),
  )
})

test('a witness adds its signature to those present', async () => {
  const note = await signNote('text\n', [log])
  const cosigned = await cosignNote(note, [witness])
  expect(cosigned.startsWith(note)).toBe(true)
  expect((await openNote(cosigned, [log, witness])).verified).toEqual([ref(log), ref(witness)])
  await expectIssue(() => cosignNote('text\n', [witness]), { code: 'LOG_NOTE_MALFORMED', fault: 'no-blank-line' })
})

describe('verifier keys', () => {
  test('an SM2 key carries its own type, and its id comes from SM3', () => {
    const publicKey = Uint8Array.of(4, ...Array.from({ length: 64 }, (_, i) => i))
    const name = 'log.fadu.example'
    const keyId = noteKeyId(sm3, name, signatureTypes['sm2-sm3'], publicKey)
    const typed = Buffer.concat([Buffer.of(0xff), Buffer.from('fadu/sm2-sm3/v1'), publicKey])
    expect(hex(keyId)).toBe(hex(sm3.digest(utf8(`${name}\n`), typed)).slice(0, 8))
    const text = formatVerifierKey({ name, keyId, algorithm: 'sm2-sm3', publicKey })
    expect(text).toBe(`${name}+${hex(keyId)}+${typed.toString('base64')}`)
    const asked: string[] = []
    const read = parseVerifierKey(text, (algorithm) => {
      asked.push(algorithm)
      return sm3
    })
    expect(read).toEqual({ name, keyId, algorithm: 'sm2-sm3', publicKey })
    expect(asked).toEqual(['sm2-sm3'])
  })

  test.each(vectors.badKeys)('parseVerifierKey refuses: $name', ({ key, fault }) =>
    expectIssue(() => parseVerifierKey(key, digestOf), {
      code: 'LOG_VERIFIER_KEY_MALFORMED',
      fault: fault as VerifierKeyFault,
    }),
  )

  test('name, type and key all enter the key id', () => {
    const ids = [
      noteKeyId(sha256, 'a', signatureTypes.ed25519, log.publicKey),
      noteKeyId(sha256, 'b', signatureTypes.ed25519, log.publicKey),
      noteKeyId(sha256, 'a', signatureTypes['sm2-sm3'], log.publicKey),
      noteKeyId(sha256, 'a', signatureTypes.ed25519, witness.publicKey),
      noteKeyId(sm3, 'a', signatureTypes.ed25519, log.publicKey),
    ]
    expect(new Set(ids.map(hex)).size).toBe(ids.length)
    expect(() => noteKeyId(sha256, 'a+b', signatureTypes.ed25519, log.publicKey)).toThrow('key-name')
  })
})
