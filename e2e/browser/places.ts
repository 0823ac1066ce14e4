import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const router = fileURLToPath(new URL('../../apps/web/src/app/router.tsx', import.meta.url))

/** Every path that the router of the pages knows, as written there; the one that only leads elsewhere is left out. */
export async function pathsOfRouter(): Promise<readonly string[]> {
  const source = await readFile(router, 'utf8')
  const paths = [...source.matchAll(/^ +path: '(\/[^']*)',$/gm)].map(([, path]) => path!)
  const routes = source.match(/\bcreateRoute\(/g)?.length ?? 0
  if (routes !== paths.length) throw new Error(`${routes} routes and ${paths.length} paths were read from ${router}`)
  return paths.filter((path) => path !== '/')
}

export interface WalkOptions {
  readonly origin: string
  /** Paths of the router that are to be seen. */
  readonly paths: readonly string[]
  /** Called once for every path, with the page open at an address of it. */
  readonly look: (path: string, page: Page) => Promise<void>
}

export interface Walk {
  /** Paths that nobody has seen yet. */
  missing(): readonly string[]
  /**
   * Opens, in the browser of somebody who is signed in, what was not seen yet and is not refused to him. It begins with the
   * addresses that are his own work, and with those without parts that differ.
   */
  through(page: Page, own?: readonly string[]): Promise<void>
}

/**
 * Opens every path once, found as people find it: addresses without parts that differ are opened, the others are links on
 * pages that were opened before.
 */
export function createWalk({ origin, paths, look }: WalkOptions): Walk {
  const seen = new Set<string>()
  return {
    missing: () => paths.filter((path) => !seen.has(path)),
    through: async (page, own = []) => {
      const addresses = new Set([...own, ...paths.filter((path) => !path.includes('$'))])
      for (const address of addresses) {
        const path = pathOf(address, paths)
        if (path === undefined || seen.has(path) || !(await opens(page, origin + address))) continue
        seen.add(path)
        for (const link of await linksOf(page)) addresses.add(link)
        await look(path, page)
      }
    },
  }
}

/** Whether the page at an address is for whom it was opened, and has all that it asked for; who is not signed in is asked to. */
async function opens(page: Page, url: string): Promise<boolean> {
  await page.goto(url)
  await settled(page)
  return (await page.locator('main [role=alert], main form.sign-in').count()) === 0
}

/** Waits until a page shows what it asked for. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.locator('main h1').first().waitFor()
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
}

async function linksOf(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('a[href^="/"]:not([download])')].map((link) => new URL(link.href).pathname)`,
  )
}

/** The path that an address belongs to: one that is written as it stands comes before one with parts that differ. */
function pathOf(address: string, paths: readonly string[]): string | undefined {
  if (paths.includes(address)) return address
  return paths.find((path) => new RegExp(`^${path.replaceAll(/\$\w+/g, '[^/]+')}$`).test(address))
}
