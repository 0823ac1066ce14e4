import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Result, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { shoot } from './harness.ts'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // Not among those that run unasked.
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
}
const widths = [1280, 390]

/** What stands in the way in either theme, on a desk and on a phone, each with where; the page is left as it was found. */
export async function barriersInBothThemes(page: Page, name: string): Promise<readonly string[]> {
  const found = new Map<string, string[]>()
  for (const theme of ['light', 'dark']) {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 860 })
      for (const barrier of new Set(await barriersOf(page)))
        found.set(barrier, [...(found.get(barrier) ?? []), `${theme} ${width}`])
      if (process.env['SHOOT'] !== undefined) await shoot(page, `axe${name.replaceAll('/', '-')}-${theme}-${width}`)
    }
    await page.setViewportSize({ width: widths[0]!, height: 860 })
    await page.getByRole('button', { name: '深色' }).click()
  }
  return [...found].map(([barrier, where]) => `${where.join(', ')}: ${barrier}`)
}

/** What axe finds on the page as it stands: the rule, what it asks for, and each element that does not keep it. */
export async function barriersOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const violations = await page.evaluate<Result[]>(
    `axe.run(document, ${JSON.stringify(rules)}).then((found) => found.violations)`,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.replaceAll(/\s+/g, ' ')}`),
  )
}
