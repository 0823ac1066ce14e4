// Loaded before a server whose clock is to be behind: what is done now was then done days ago.
const behindMs = Number(process.env['CLOCK_BEHIND_MS'])
const { now } = Date

Date.now = () => now() - behindMs
// The constructor alone stands in between: what it makes are dates like any other, also for whoever asks `instanceof`.
globalThis.Date = new Proxy(Date, {
  construct: (Clock, given) => (given.length === 0 ? new Clock(Clock.now()) : new Clock(...given)),
})
