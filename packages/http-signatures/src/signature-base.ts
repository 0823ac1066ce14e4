// The signature base: RFC 9421 §2.5. One line for each covered component, then the parameters.
import {
  isInnerList,
  parseDictionary,
  serializeDictionary,
  serializeInnerList,
  serializeItem,
} from 'structured-headers'
import { derivedValue } from './derived-components.ts'
import { SignatureError } from './faults.ts'
import { isResponse, linesOf, type Message, type RequestMessage } from './message.ts'
import { signatureParamsOf, type Component, type SignatureInput } from './signature-fields.ts'

/**
 * What is signed. Made from the message alone: nothing that the signer says of it is believed.
 *
 * @throws {SignatureError} `COMPONENT_INVALID` for a component that RFC 9421 does not allow there or that is covered twice,
 *   `COMPONENT_ABSENT` for one that the message does not have.
 */
export function signatureBase(message: Message, input: Pick<SignatureInput, 'components' | 'params'>): Uint8Array {
  const names = input.components.map(nameOf)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw invalid(twice, 'it is covered twice')
  const lines = input.components.map((component) => `${identifierOf(component)}: ${valueOf(message, component)}`)
  return new TextEncoder().encode([...lines, `"@signature-params": ${signatureParamsOf(input)}`].join('\n'))
}

/** As it stands in the signature base: `"@query-param";name="id"`. */
export function identifierOf({ name, params }: Component): string {
  return serializeItem([name, new Map(params)])
}

/** The same for a component with its parameters in another order: it is the same component (RFC 9421 §2). */
function nameOf({ name, params }: Component): string {
  return identifierOf({ name, params: new Map([...params].toSorted(([a], [b]) => (a < b ? -1 : 1))) })
}

const flags = ['req', 'sf', 'bs']

function valueOf(message: Message, component: Component): string {
  const { name, params } = component
  const identifier = identifierOf(component)
  for (const [key, value] of params) {
    if (key === 'tr') throw invalid(identifier, 'trailers are not signed here')
    const isFlag = flags.includes(key)
    if (!isFlag && key !== 'key' && key !== 'name') throw invalid(identifier, `its parameter «${key}» is not known`)
    if (isFlag !== (value === true)) throw invalid(identifier, `its parameter «${key}» has no such value`)
  }
  const of = params.has('req') ? requestOf(message, identifier) : message
  const value = name.startsWith('@') ? derivedOf(of, component) : fieldValue(of, component)
  if (value === undefined) throw new SignatureError({ code: 'COMPONENT_ABSENT', component: identifier })
  // A line that is none of ours must not come in by a value.
  if (!/^[\x20-\x7e\t]*$/.test(value)) throw invalid(identifier, 'its value is not visible ASCII')
  return value
}

function derivedOf(of: Message, component: Component): string | undefined {
  const identifier = identifierOf(component)
  if (component.name === '@signature-params') throw invalid(identifier, 'it covers itself')
  for (const key of ['sf', 'bs', 'key']) {
    if (component.params.has(key)) throw invalid(identifier, `«${key}» is for fields`)
  }
  return derivedValue(of, component, (why) => invalid(identifier, why))
}

function requestOf(message: Message, identifier: string): RequestMessage {
  if (!isResponse(message)) throw invalid(identifier, '«req» is for answers')
  if (message.request === undefined) throw invalid(identifier, 'the request is not known')
  return message.request
}

/** Value of a field: RFC 9421 §2.1, its variants in §2.1.1 (sf), §2.1.2 (key) and §2.1.3 (bs). */
function fieldValue({ fields }: Message, component: Component): string | undefined {
  const { name, params } = component
  const identifier = identifierOf(component)
  if (!/^[!#$%&'*+\-.^_`|~0-9a-z]+$/.test(name)) throw invalid(identifier, 'a field is named in lower case')
  if (params.has('name')) throw invalid(identifier, '«name» is for parameters of the query')
  const isStructured = params.has('sf') || params.has('key')
  if (params.has('bs') && isStructured) throw invalid(identifier, '«bs» goes with neither «sf» nor «key»')
  const lines = linesOf(fields, name)?.map((line) => line.trim().replaceAll(/[ \t]*\r?\n[ \t]+/g, ' '))
  if (lines === undefined) return undefined
  if (params.has('bs')) return lines.map((line) => `:${base64(line)}:`).join(', ')
  return isStructured ? structuredValue(lines.join(', '), component) : lines.join(', ')
}

/** Fields whose type is known to be a dictionary; of another one RFC 9421 §2.1.1 would not know how to write it. */
const dictionaries = new Set([
  'accept-signature',
  'content-digest',
  'repr-digest',
  'signature',
  'signature-input',
  'want-content-digest',
  'want-repr-digest',
])

function structuredValue(text: string, component: Component): string | undefined {
  const identifier = identifierOf(component)
  const key = component.params.get('key')
  if (!dictionaries.has(component.name)) throw invalid(identifier, 'its structured type is not known here')
  const parsed = (() => {
    try {
      return parseDictionary(text)
    } catch {
      throw invalid(identifier, 'its value is no structured field')
    }
  })()
  if (key === undefined) return serializeDictionary(parsed)
  const member = parsed.get(String(key))
  if (member === undefined) return undefined
  return isInnerList(member) ? serializeInnerList(member) : serializeItem(member)
}

function base64(line: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(line)))
}

function invalid(component: string, why: string): SignatureError {
  return new SignatureError({ code: 'COMPONENT_INVALID', component, why })
}
