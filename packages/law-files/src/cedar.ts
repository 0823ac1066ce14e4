import * as cedarNode from '@cedar-policy/cedar-wasm/nodejs'
import type { CedarApi } from '@fadu/domain'
import { keepWasmCallsApart } from './wasm-calls.ts'

keepWasmCallsApart()

/** The rule engine in its Node build, as the domain asks for it. */
export const cedar: CedarApi = cedarNode as CedarApi
