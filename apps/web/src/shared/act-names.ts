import type { Text } from '../text/zh-CN.ts'

/** Name of an action of the evidence log, which begins with its procedure or its subject. */
export function sayAction(t: Text, action: string): string {
  return t.acts[action] ?? t.acts[action.split('.').at(-1)!] ?? action
}
