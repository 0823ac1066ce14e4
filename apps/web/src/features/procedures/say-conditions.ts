import type { Conditions, Regime, RegimeForm } from '../../api/types.ts'
import type { Text } from '../../text/zh-CN.ts'

const ofForm = 'form.'

/**
 * Conditions of a way in words: 「共享属性为有条件共享」.
 *
 * @param form - The form of the act, whose fields the conditions may ask; these have its labels.
 */
export function sayConditions(
  t: Text,
  regime: Pick<Regime, 'terms'>,
  form: RegimeForm | undefined,
  conditions: Conditions,
): string {
  const said = Object.entries(conditions).map(([fact, accepted]) => {
    const name = fact.slice(fact.lastIndexOf('.') + 1)
    const field = fact.startsWith(ofForm) ? form?.fields.find((f) => f.name === name) : undefined
    const [first] = accepted
    // What a thing is, is said of it as a whole: 「不是公共管理和服务机构」.
    if (field === undefined && accepted.length === 1 && typeof first === 'boolean') {
      return t.procedures.isIt(t.facts[fact] ?? fact, first)
    }
    const values = accepted.map((value) => {
      if (typeof value === 'boolean') return value ? t.form.yes : t.form.no
      const option = field?.options?.find((o) => o.value === value)?.label
      const concept = `${name}.${value}`
      return option ?? regime.terms[concept] ?? t.choices[concept] ?? t.factValues[concept] ?? String(value)
    })
    return t.procedures.condition(field?.label ?? t.facts[fact] ?? fact, values.join(t.procedures.or))
  })
  return said.join(t.listComma)
}
