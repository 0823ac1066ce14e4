import type { Column, Layout } from '../../platform/release/layout.ts'
import type { FieldProblem } from '../../platform/problem/index.ts'
import type { FieldReference, ProcessingPlan } from './plan.ts'

/**
 * What is wrong with a plan, given the items of its inputs and of the result's entry. A plan without faults runs without a
 * row that does not fit: types, lengths and empty values are settled here. Nothing is graded lower on the way.
 */
export function planFaults(
  plan: ProcessingPlan,
  inputs: ReadonlyMap<string, Layout>,
  output: Layout,
): readonly FieldProblem[] {
  const names = plan.inputs.map((i) => i.name)
  const joined = plan.joins.map((j) => j.input)
  const optional = new Set(plan.joins.filter((j) => j.keep === 'all').map((j) => j.input))
  const find = ({ input, item }: FieldReference): Column | undefined => inputs.get(input)?.find((c) => c.code === item)
  const fault = (field: string, expected: string): FieldProblem => ({ field: `body.plan.${field}`, expected })
  const known = (reference: FieldReference, field: string): readonly FieldProblem[] =>
    find(reference) === undefined
      ? [fault(field, `an item of an input; «${reference.input}.${reference.item}» is none`)]
      : []

  const shape = [
    ...repeated(names).map((name) => fault('inputs', `each input under a name of its own; «${name}» is used twice`)),
    ...repeated(joined).map((name) => fault('joins', `each input joined once; «${name}» is joined twice`)),
    ...names
      .slice(1)
      .filter((n) => !joined.includes(n))
      .map((n) => fault('joins', `a join of the input «${n}»`)),
    ...joined
      .filter((n) => !names.slice(1).includes(n))
      .map((n) => fault('joins', `an input after the first; «${n}» is none`)),
  ]
  const joins = plan.joins.flatMap((join, i) => {
    const key = find(join)
    const other = find(join.equals)
    const earlier = [names[0], ...joined.slice(0, i)]
    return [
      ...known(join, `joins.${i}.item`),
      ...known(join.equals, `joins.${i}.equals`),
      ...(key !== undefined && key.identifier === null
        ? [fault(`joins.${i}.item`, `an identifier of the input; «${join.item}» is none`)]
        : []),
      ...(key !== undefined && other !== undefined && key.identifier !== other.identifier
        ? [fault(`joins.${i}.equals`, 'an identifier of the same kind')]
        : []),
      ...(earlier.includes(join.equals.input)
        ? []
        : [fault(`joins.${i}.equals`, 'an item of an input before this join')]),
    ]
  })
  const where = plan.where.flatMap((condition, i) => {
    const column = find(condition)
    if (column === undefined) return known(condition, `where.${i}.item`)
    const { is, values } = condition
    const ordered = is === 'atLeast' || is === 'atMost'
    const wanted = is === 'empty' || is === 'present' ? 'none' : ordered ? 'one' : 'some'
    const fits = wanted === 'none' ? values.length === 0 : wanted === 'one' ? values.length === 1 : values.length > 0
    return [
      ...(fits ? [] : [fault(`where.${i}.values`, `${wanted} value${wanted === 'one' ? '' : 's'} for «${is}»`)]),
      ...(ordered && !['integer', 'decimal', 'date'].includes(column.type)
        ? [fault(`where.${i}.is`, 'an order only of numbers and days')]
        : []),
      ...values
        .filter((v) => !isWritten(column, v))
        .map(() => fault(`where.${i}.values`, `values of type ${column.type}`)),
    ]
  })
  return [...shape, ...joins, ...where, ...resultFaults()]

  function resultFaults(): readonly FieldProblem[] {
    const { result } = plan
    const projections = result.kind === 'select' ? result.items : result.by
    const place = result.kind === 'select' ? 'items' : 'by'
    const measures = result.kind === 'select' ? [] : result.measures
    const written = [...projections, ...measures].map((p) => p.to)
    const target = (code: string): Column | undefined => output.find((c) => c.code === code)
    return [
      ...repeated(written).map((code) => fault('result', `each item once; «${code}» is written twice`)),
      ...written
        .filter((c) => target(c) === undefined)
        .map((c) => fault('result', `items of the result; «${c}» is none`)),
      ...output
        .filter((c) => !written.includes(c.code))
        .map((c) => fault('result', `every item of the result; «${c.code}» is not written`)),
      ...projections.flatMap(({ to, from }, i) => {
        const column = target(to)
        const source = find(from)
        if (source === undefined) return known(from, `result.${place}.${i}.from`)
        return column === undefined
          ? []
          : misfits(source, column, optional.has(from.input)).map((expected) => fault(`result.${place}.${i}`, expected))
      }),
      ...measures.flatMap((m, i) => {
        const column = target(m.to)
        const source = m.measure === 'sum' ? find(m.of) : undefined
        const sums = m.measure === 'sum'
        const needed = source?.type === 'decimal' ? ['decimal'] : ['integer', 'decimal']
        return [
          ...(sums ? known(m.of, `result.measures.${i}.of`) : []),
          ...(source !== undefined && source.type !== 'integer' && source.type !== 'decimal'
            ? [fault(`result.measures.${i}.of`, 'a number')]
            : []),
          ...(column !== undefined && !needed.includes(column.type)
            ? [fault(`result.measures.${i}.to`, `an item of type ${needed.join(' or ')}`)]
            : []),
        ]
      }),
    ]
  }
}

/** Why values of one item cannot stand in another. */
function misfits(source: Column, target: Column, mayBeMissing: boolean): readonly string[] {
  const { code } = target
  return [
    ...(source.type === target.type ? [] : [`«${code}» of type ${source.type}, as its source`]),
    ...((target.maxLength ?? Infinity) >= (source.maxLength ?? Infinity)
      ? []
      : [`«${code}» at least as long as its source`]),
    ...((source.nullable || mayBeMissing) && !target.nullable ? [`«${code}» may be empty, as its source`] : []),
    ...(target.identifier === source.identifier ? [] : [`«${code}» declared as the identifier its source is`]),
    ...(target.grade >= source.grade ? [] : [`«${code}» graded ${source.grade} at least, as its source`]),
  ]
}

function isWritten({ type }: Column, value: string): boolean {
  if (type === 'integer') return /^-?\d{1,15}$/.test(value)
  if (type === 'decimal') return /^-?\d{1,20}(\.\d{1,20})?$/.test(value)
  if (type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(value)
  return type === 'boolean' ? value === 'true' || value === 'false' : true
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))]
}
