import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, signIn, startCity, type City } from './harness.ts'

let city: City
beforeAll(async () => {
  city = await startCity()
})
afterAll(() => city?.stop())

interface Violation {
  readonly directive: string
  readonly blocked: string
  readonly source: string
}

const pages = ['/desk', '/catalog', '/procedures', '/notifications', '/law', '/law/due-dates', '/account']

test.each(['light', 'dark'] as const)(
  'no page asks for what its policy forbids, in the %s theme; styles are marked, none is free',
  async (theme) => {
    const desk = await openDesk(city, { theme, provokes: /Content Security Policy/ })
    try {
      const { page } = desk
      const violations: Violation[] = []
      await page.exposeFunction('reportViolation', (violation: Violation) => violations.push(violation))
      await page.addInitScript(`addEventListener('securitypolicyviolation', (e) => reportViolation(
        { directive: e.effectiveDirective, blocked: e.blockedURI, source: e.sample || e.sourceFile }))`)
      const [answer] = await Promise.all([page.waitForResponse(`${city.origin}/`), page.goto(`${city.origin}/`)])
      const policy = (await answer.allHeaders())['content-security-policy'] ?? ''
      expect(policy).not.toContain('unsafe')
      const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1]
      expect(nonce).toBeDefined()
      await signIn(desk, city, 'wuzhong.civil.steward')
      for (const path of pages) {
        await page.goto(`${city.origin}${path}`)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
      }
      // Overlays and the code of a device write their styles when they are opened.
      await page.getByRole('button', { name: '登记验证器' }).click()
      await page.getByRole('button', { name: '确认登记' }).waitFor()
      expect(violations).toEqual([])
      // The components did write styles, and they apply.
      const marked = await page.evaluate<string[]>(
        `[...document.querySelectorAll('style')].map((style) => style.nonce)`,
      )
      expect(marked.length).toBeGreaterThan(0)
      expect(marked.every((own) => own !== '')).toBe(true)
      const display = `getComputedStyle(document.querySelector('form[aria-label="登记验证器"] button')).display`
      await expect.poll(() => page.evaluate<string>(display)).toContain('flex')
      // The listener hears: a style that nobody marked is refused and reported.
      await page.evaluate(`{
        const style = document.createElement('style')
        style.textContent = 'body { color: red }'
        document.head.append(style)
      }`)
      await expect.poll(() => violations.map((v) => v.directive)).toEqual(['style-src-elem'])
    } finally {
      await desk.close()
    }
  },
  120_000,
)
