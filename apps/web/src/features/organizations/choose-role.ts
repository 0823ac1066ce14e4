import { keeperRoles } from '../../shared/who.ts'

const administrators: readonly string[] = keeperRoles

const businessRoles = ['steward', 'approver', 'securityOfficer', 'inspector'] as const

/**
 * Roles to choose from in an organisation of these kinds. Those that run the platform are for its operator; what an account holds
 * already stands among them, so that it can be taken away.
 */
export function offeredRoles(kinds: readonly string[], held: readonly string[]): readonly string[] {
  const offered = [
    ...(kinds.includes('platformOperator') ? administrators : []),
    ...(kinds.includes('person') ? ['person'] : []),
    ...(kinds.some((kind) => kind !== 'platformOperator' && kind !== 'person') ? businessRoles : []),
  ]
  return [...new Set([...offered, ...held])]
}

/** The roles after one was ticked or unticked. One of those that run the platform stands alone. */
export function withRole(chosen: readonly string[], role: string, on: boolean): readonly string[] {
  if (!on) return chosen.filter((other) => other !== role)
  if (administrators.includes(role)) return [role]
  return [...chosen.filter((other) => !administrators.includes(other)), role]
}
