// Signature-Input, Signature and Accept-Signature: RFC 9421 §4.1, §4.2, §5.1. Structured fields by the library.
import {
  isInnerList,
  parseDictionary,
  parseList,
  serializeDictionary,
  serializeInnerList,
  type Dictionary,
  type InnerList,
  type Item,
} from 'structured-headers'
import { malformed } from './faults.ts'

/** Parameters of a signature that RFC 9421 §2.3 registers; every other is refused, since it may limit what was meant. */
export interface SignatureParams {
  /** Seconds since 1970. */
  readonly created?: number
  /** Seconds since 1970. */
  readonly expires?: number
  readonly nonce?: string
  readonly alg?: string
  readonly keyid?: string
  readonly tag?: string
}

/** One name of what is covered, with its parameters: `"content-digest"`, `"@query-param";name="id"`. */
export interface Component {
  readonly name: string
  readonly params: ReadonlyMap<string, string | true>
}

/** One member of Signature-Input. */
export interface SignatureInput {
  readonly label: string
  readonly components: readonly Component[]
  /** In the order in which they stand: it is part of what is signed. */
  readonly params: SignatureParams
}

/** One member of Accept-Signature: what the answer should cover, by which algorithm. */
export interface AcceptedSignature {
  readonly label: string
  readonly components: readonly Component[]
  readonly params: Pick<SignatureParams, 'alg' | 'keyid' | 'tag' | 'nonce'>
  /** Parameters asked for by name alone, `created` for one. */
  readonly asked: readonly string[]
}

const texts = ['nonce', 'alg', 'keyid', 'tag'] as const
const times = ['created', 'expires'] as const

/** @throws {SignatureError} `FIELD_MALFORMED`, `COMPONENT_INVALID` never: whether a component can be covered shows in the base. */
export function parseSignatureInputs(field: string): readonly SignatureInput[] {
  return members('signature-input', field).map(([label, list]) => ({
    label,
    components: componentsOf('signature-input', list),
    params: Object.fromEntries([...list[1]].map(([name, value]) => [name, paramOf(name, value)])),
  }))
}

/** @returns Signatures by label. @throws {SignatureError} `FIELD_MALFORMED` */
export function parseSignatures(field: string): ReadonlyMap<string, Uint8Array> {
  return new Map(
    [...dictionary('signature', field)].map(([label, member]) => {
      const [value] = member
      if (!(value instanceof ArrayBuffer)) throw malformed('signature', `«${label}» is no byte sequence`)
      return [label, new Uint8Array(value)]
    }),
  )
}

/** @throws {SignatureError} `FIELD_MALFORMED` */
export function parseAcceptSignature(field: string): readonly AcceptedSignature[] {
  return members('accept-signature', field).map(([label, list]) => {
    const asked = [...list[1]].filter(([, value]) => value === true).map(([name]) => name)
    const given = [...list[1]].filter(([, value]) => value !== true)
    return {
      label,
      components: componentsOf('accept-signature', list),
      params: Object.fromEntries(given.map(([name, value]) => [name, paramOf(name, value, 'accept-signature')])),
      asked,
    }
  })
}

/** `label=("@method" …);created=…`, one member of Signature-Input or Accept-Signature. */
export function formatSignatureInput(input: SignatureInput): string {
  return serializeDictionary(new Map([[input.label, innerListOf(input)]]))
}

/** `label=:…:`, one member of Signature. */
export function formatSignature(label: string, signature: Uint8Array): string {
  return serializeDictionary(new Map([[label, [detached(signature), new Map()]]]) as Dictionary)
}

/** Value of `@signature-params` (RFC 9421 §2.3): what is covered, and how, is itself signed. */
export function signatureParamsOf(input: Pick<SignatureInput, 'components' | 'params'>): string {
  return serializeInnerList(innerListOf(input))
}

/** Components as they are written in code: `@method`, `content-digest`, `"signature";req;key="sig"`. */
export function componentsFrom(names: readonly string[]): readonly Component[] {
  const written = names.map((name) => (name.startsWith('"') ? name : `"${name}"`)).join(' ')
  return componentsOf('components', parseList(`(${written})`)[0] as InnerList)
}

function innerListOf({ components, params }: Pick<SignatureInput, 'components' | 'params'>): InnerList {
  const items = components.map((component): Item => [component.name, new Map(component.params)])
  return [items, new Map(Object.entries<string | number>({ ...params }))]
}

/** A byte sequence is written from the memory of its own bytes alone. */
function detached(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}

function dictionary(name: string, field: string): Dictionary {
  try {
    return parseDictionary(field)
  } catch (error) {
    throw malformed(name, error instanceof Error ? error.message : 'no structured field')
  }
}

function members(name: string, field: string): readonly (readonly [string, InnerList])[] {
  return [...dictionary(name, field)].map(([label, member]) => {
    if (!isInnerList(member)) throw malformed(name, `«${label}» is no inner list`)
    return [label, member]
  })
}

function componentsOf(name: string, [items]: InnerList): readonly Component[] {
  return items.map(([component, params]) => {
    if (typeof component !== 'string') throw malformed(name, 'a covered component is no string')
    const known = [...params].map(([key, value]): [string, string | true] => {
      if (value === true) return [key, true]
      if (typeof value === 'string') return [key, value]
      throw malformed(name, `parameter «${key}» of a component is neither a flag nor a string`)
    })
    return { name: component, params: new Map(known) }
  })
}

function paramOf(name: string, value: unknown, field = 'signature-input'): string | number {
  if (times.some((time) => time === name)) {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
    throw malformed(field, `«${name}» is no time in seconds`)
  }
  if (!texts.some((text) => text === name)) throw malformed(field, `parameter «${name}» is not known`)
  if (typeof value === 'string') return value
  throw malformed(field, `«${name}» is no string`)
}
