// How often the detectors are right, on labelled columns that the project makes without them. Writes the table into
// docs/detectors.md. Usage: npm run bench:detectors [-- --errors]     (--errors lists what they got wrong instead)
import { readFileSync, writeFileSync } from 'node:fs'
import { categoryNamesZhCN, limits } from '@fadu/privacy'
import { columnFloorsOf, measuredSeeds, valueFloorsOf } from '../apps/cli/dist/testing/detector-floors.js'
import { measureDetectors } from '../apps/cli/dist/testing/detector-quality.js'

const page = new URL('../docs/detectors.md', import.meta.url)
const known = measureDetectors(measuredSeeds.known)

if (process.argv.includes('--errors')) printErrors(known)
else writePage(known, measureDetectors(measuredSeeds.heldOut))

function printErrors({ errors }) {
  const groups = groupBy(errors)
  for (const [key, of] of [...groups].sort((a, b) => b[1].length - a[1].length))
    console.log(`${of.length} ${key}: ${of.map((e) => `${e.header} ${e.confidence}`).join('; ')}`)
}

function groupBy(errors) {
  const groups = new Map()
  for (const error of errors) groups.set(keyOf(error), [...(groups.get(keyOf(error)) ?? []), error])
  return groups
}

function keyOf({ what, category, kind }) {
  return `${what} ${category} in ${kind}`
}

function writePage(...measured) {
  const [, heldOut] = measured
  const text = readFileSync(page, 'utf8')
  const quality = [
    `Seeds worked on: ${known.seeds.join(', ')} (${amounts(known)}). Seeds held out: ${heldOut.seeds.join(', ')} (${amounts(heldOut)}).`,
    '',
    '| category | columns, known: precision / recall | columns, held out | floor | values, held out | floor |',
    '|---|--:|--:|--:|--:|--:|',
    ...known.categories.map(({ category, columns }, i) => {
      const held = heldOut.categories[i]
      return `| ${categoryNamesZhCN[category]} \`${category}\` | ${both(columns)} | ${both(held.columns)} | ${both(columnFloorsOf(category))} | ${both(held.values)} | ${both(valueFloorsOf(category))} |`
    }),
  ]
  const thresholds = [
    '| category | chance | full | alone | resists |',
    '|---|--:|--:|--:|--:|',
    ...Object.entries(limits).map(
      ([category, l]) => `| \`${category}\` | ${l.chance} | ${l.full} | ${l.alone} | ${l.resists} |`,
    ),
  ]
  writeFileSync(page, between(between(text, 'quality', quality), 'limits', thresholds))
  console.log(quality.join('\n'))
}

function amounts({ columns, values }) {
  return `${columns} columns, ${values} values`
}

function both({ precision, recall }) {
  return `${precision.toFixed(3)} / ${recall.toFixed(3)}`
}

function between(text, name, lines) {
  const pattern = new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- /${name} -->)`)
  if (!pattern.test(text)) throw new Error(`docs/detectors.md has no place for ${name}`)
  return text.replace(pattern, (_, open, close) => `${open}\n${lines.join('\n')}\n${close}`)
}
