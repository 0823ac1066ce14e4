// Loaded before a server (`node --import`): its clock is set forward or back by what a file says, in milliseconds. The server
// itself reads the time as it always does. What counts elapsed time (`performance.now`, timers) runs on, as on a real machine.
import { readFileSync } from 'node:fs'
import { setInterval } from 'node:timers'

const path = process.env.FADU_FAULTS_CLOCK
const lookEveryMs = 50

if (path !== undefined) {
  const RealDate = globalThis.Date
  let offset = 0
  const look = () => {
    try {
      offset = Number(readFileSync(path, 'utf8')) || 0
    } catch {
      offset = 0 // nothing was set
    }
  }
  look()
  setInterval(look, lookEveryMs).unref()
  const now = () => RealDate.now() + offset
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, as) => Reflect.construct(target, given.length === 0 ? [now()] : given, as),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
}
