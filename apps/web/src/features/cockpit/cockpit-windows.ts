/** Windows to choose from, in days. */
export const cockpitWindows = [30, 90, 365] as const
export type CockpitWindow = (typeof cockpitWindows)[number]
