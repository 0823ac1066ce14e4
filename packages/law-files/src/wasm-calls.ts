import { setFlagsFromString } from 'node:v8'

/**
 * Keeps calls into WebAssembly out of what V8 makes one function of.
 *
 * Node 20 (V8 11.3) now and then ends the process with «unreachable code» where it gives up an optimised function in the middle of
 * such a call (`Deoptimizer::TranslatedValueForWasmReturnKind`): seen three times in hours of tests, each a call that nothing else
 * would have ended. The decision engine and the embedded database are such calls all day. Each costs 3 ns more this way.
 */
export function keepWasmCallsApart(): void {
  const [major] = process.versions.node.split('.').map(Number)
  // Later engines have not been seen to do so, and may not know the word.
  if (major! < 24) setFlagsFromString('--no-turbo-inline-js-wasm-calls')
}
