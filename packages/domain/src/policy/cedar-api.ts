/**
 * What Fadu uses of the Cedar engine, so that the pure domain names no runtime: the server passes the Node build, a
 * browser passes the web build. Matches `@cedar-policy/cedar-wasm` 4.
 */
export interface CedarApi {
  policySetTextToParts(
    text: string,
  ): { type: 'success'; policies: string[]; policy_templates: string[] } | { type: 'failure'; errors: CedarFault[] }
  policyToJson(policy: string): { type: 'success'; json: CedarPolicyJson } | { type: 'failure'; errors: CedarFault[] }
  preparsePolicySet(
    id: string,
    policies: { staticPolicies: Record<string, unknown> },
  ): { type: 'success' } | { type: 'failure'; errors: CedarFault[] }
  validate(call: {
    schema: string
    policies: { staticPolicies: Record<string, unknown> }
    validationSettings: { mode: 'strict' }
  }):
    | {
        type: 'success'
        validationErrors: readonly { policyId: string; error: CedarFault }[]
        /** A policy that can never apply is only a warning to the engine. */
        validationWarnings: readonly { policyId: string; error: CedarFault }[]
      }
    | { type: 'failure'; errors: CedarFault[] }
  checkParseEntities(call: {
    schema: string
    entities: readonly CedarEntity[]
  }): { type: 'success' } | { type: 'failure'; errors: CedarFault[] }
  checkParseContext(call: {
    schema: string
    action: CedarUid
    context: Record<string, CedarValue>
  }): { type: 'success' } | { type: 'failure'; errors: CedarFault[] }
  statefulIsAuthorized(call: {
    principal: CedarUid
    action: CedarUid
    resource: CedarUid
    context: Record<string, CedarValue>
    validateRequest: boolean
    preparsedPolicySetId: string
    entities: readonly CedarEntity[]
  }):
    | {
        type: 'success'
        response: {
          decision: 'allow' | 'deny'
          diagnostics: { reason: string[]; errors: { policyId: string; error: CedarFault }[] }
        }
      }
    | { type: 'failure'; errors: CedarFault[] }
}

export interface CedarFault {
  readonly message: string
  readonly help?: string | null
  /** Offsets in UTF-8 bytes of the text given. */
  readonly sourceLocations?: readonly { readonly label: string | null; readonly start: number; readonly end: number }[]
}

export interface CedarPolicyJson {
  readonly effect: 'permit' | 'forbid'
  readonly action:
    | { op: 'All' }
    | { op: '=='; entity: CedarUid }
    | { op: 'in'; entity: CedarUid }
    | { op: 'in'; entities: CedarUid[] }
    | { op: string }
  readonly annotations?: Readonly<Record<string, string | null>>
  readonly [key: string]: unknown
}

export interface CedarUid {
  readonly type: string
  readonly id: string
}

export type CedarValue = boolean | number | string | readonly CedarValue[] | { readonly [key: string]: CedarValue }

export interface CedarEntity {
  readonly uid: CedarUid
  readonly attrs: Record<string, CedarValue>
  readonly parents: readonly CedarUid[]
}
