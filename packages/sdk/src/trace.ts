import type { components } from './generated/api.ts'

/** What a leaked file says of where it comes from. */
export type Trace = components['schemas']['Trace']

/** An export that the file comes from, with what says so. */
export type TracedExport = Trace['named'][number]
