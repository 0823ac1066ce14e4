import { lazyRouteComponent } from '@tanstack/react-router'

let isFirst = true

/**
 * A page whose script is loaded when somebody goes there. The page before stays until it is there; the first one of all is not
 * waited for, so that the frame stands, or the form to sign in, while it is on its way.
 */
export const lazyPage: typeof lazyRouteComponent = (load, name) => {
  const page = lazyRouteComponent(load, name)
  const whole = page.preload
  page.preload = () => {
    const coming = whole?.() ?? Promise.resolve()
    if (!isFirst) return coming
    isFirst = false
    return Promise.resolve()
  }
  return page
}
