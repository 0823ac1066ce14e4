import type { TelemetryConfig } from '../config.ts'
import type { Telemetry } from './telemetry.ts'

/** @returns Undefined when the operator has named no receiver; then nothing of OpenTelemetry is loaded. */
export async function openTelemetry(config: TelemetryConfig | undefined): Promise<Telemetry | undefined> {
  if (config === undefined) return undefined
  const { startTelemetry } = await import('./start-telemetry.ts')
  return startTelemetry(config)
}
