/** Logins of the demonstration city that are worth trying first. Their password is made at its founding and known to no page. */
export const demoLogins = [
  { login: 'wuzhong.police.approver', text: 'policeApprover' },
  { login: 'wuzhong.police.steward', text: 'policeSteward' },
  { login: 'wuzhong.civil.steward', text: 'civilSteward' },
  { login: 'wuzhong.labour.steward', text: 'labourSteward' },
  { login: 'yinzhou.data.approver', text: 'yinzhouApprover' },
  { login: 'platform.audit', text: 'audit' },
] as const
