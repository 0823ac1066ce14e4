import { expect, test } from 'vitest'
import type { Acts } from '../acts/acts.ts'
import type { Gate } from '../law/gate.ts'
import type { EvidenceLog } from '../log/evidence-log.ts'
import type { Release } from '../release/release.ts'
import { openTelemetry } from './open-telemetry.ts'
import { tracedActs, tracedGate, tracedLog, tracedPass, tracedRelease } from './traced.ts'

test('without a receiver every part of the platform is the very one that it was', async () => {
  const none = await openTelemetry(undefined)
  expect(none).toBeUndefined()
  const [gate, acts, log] = [{} as Gate, {} as Acts, {} as EvidenceLog]
  const release = (() => undefined) as unknown as Release
  const pass = (): Promise<void> => Promise.resolve()
  expect(tracedGate(gate, none)).toBe(gate)
  expect(tracedActs(acts, none)).toBe(acts)
  expect(tracedLog(log, none)).toBe(log)
  expect(tracedRelease(release, none)).toBe(release)
  expect(tracedPass('keys', pass, none)).toBe(pass)
})
