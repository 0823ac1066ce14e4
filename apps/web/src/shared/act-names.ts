import type { Text } from '../text/zh-CN.ts'

/** Name of an act of a procedure, as a verb: `share.request.refuse` before `refuse` before the bare name. */
export function sayAct(t: Text, procedure: string, action: string): string {
  return t.acts[`${procedure}.${action}`] ?? t.acts[action] ?? action
}

/** Name of an action of the evidence log, which begins with its procedure or its subject. */
export function sayAction(t: Text, action: string): string {
  return t.acts[action] ?? t.acts[action.split('.').at(-1)!] ?? action
}
