/** Stages of the life of data, in their order, as clauses name them; then what concerns all of them. */
export const stages = [
  'catalog',
  'classify',
  'collect',
  'aggregate',
  'quality',
  'share',
  'open',
  'rights',
  'develop',
  'use',
  'process',
  'transmit',
  'store',
  'emergency',
  'archive',
  'destroy',
  'outsourcing',
  'incident',
  'security-management',
  'supervision',
  'platform',
  'general',
] as const

/** Place of a stage in the order; one that is not listed comes last. */
export function stagePlace(stage: string | undefined): number {
  const at = stages.findIndex((known) => known === stage)
  return at === -1 ? stages.length : at
}
