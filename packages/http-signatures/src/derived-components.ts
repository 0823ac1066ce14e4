// Derived components: RFC 9421 §2.2. Taken from the URI as it was asked for: a parser of URLs would rewrite it.
import type { SignatureError } from './faults.ts'
import { isResponse, type Message } from './message.ts'
import type { Component } from './signature-fields.ts'

type Fault = (why: string) => SignatureError

/** @returns Undefined for a parameter that the query does not have. @throws what `fault` makes of a component that cannot be. */
export function derivedValue(message: Message, { name, params }: Component, fault: Fault): string | undefined {
  if (params.has('name') !== (name === '@query-param')) throw fault('«name» belongs to @query-param')
  if (isResponse(message)) {
    if (name === '@status') return String(message.status)
    throw fault('an answer has a status alone')
  }
  const { method, targetUri } = message
  const { scheme, authority, path, query } = partsOf(targetUri, fault)
  switch (name) {
    case '@method':
      return method
    case '@target-uri':
      return targetUri
    case '@authority':
      return withoutDefaultPort(scheme, authority)
    case '@scheme':
      return scheme
    case '@request-target':
      return path + query
    case '@path':
      return path
    case '@query':
      return query === '' ? '?' : query
    case '@query-param':
      return queryParam(query, String(params.get('name')), fault)
  }
  throw fault('it is not known')
}

interface Parts {
  readonly scheme: string
  readonly authority: string
  readonly path: string
  /** With its question mark, or empty. */
  readonly query: string
}

function partsOf(targetUri: string, fault: Fault): Parts {
  const found = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)([^?#]*)(\?[^#]*)?$/i.exec(targetUri)
  if (found === null) throw fault('the target is no absolute URI')
  const [, scheme = '', authority = '', path = '', query = ''] = found
  return { scheme: scheme.toLowerCase(), authority: authority.toLowerCase(), path: path === '' ? '/' : path, query }
}

const defaultPorts: Readonly<Record<string, string>> = { http: ':80', https: ':443' }

/** RFC 9421 §2.2.3, RFC 9110 §4.2.3. */
function withoutDefaultPort(scheme: string, authority: string): string {
  const port = defaultPorts[scheme]
  return port !== undefined && authority.endsWith(port) ? authority.slice(0, -port.length) : authority
}

/** RFC 9421 §2.2.8: decoded, and encoded again in one way; one that stands there twice cannot be covered. */
function queryParam(query: string, encoded: string, fault: Fault): string | undefined {
  const named = [...new URLSearchParams(query)].filter(([name]) => encode(name) === encoded)
  if (named.length > 1) throw fault('the query has it more than once')
  return named[0] === undefined ? undefined : encode(named[0][1])
}

/** The percent-encode set of application/x-www-form-urlencoded, with a space as %20. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}
