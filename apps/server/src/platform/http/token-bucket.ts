/** How often somebody may ask: so many requests at once, refilled evenly over so many seconds. */
export interface RateLimit {
  /** Requests that a full bucket holds; integer > 0. */
  readonly requests: number
  /** Seconds in which an empty bucket is full again; integer > 0. */
  readonly seconds: number
}

/** What one request found in its bucket. */
export interface Taken {
  readonly allowed: boolean
  /** Whole requests that are left at once. */
  readonly remaining: number
  /** Milliseconds until the bucket is full again. */
  readonly fullInMs: number
  /** Milliseconds until one request is allowed; 0 when this one was. */
  readonly retryInMs: number
}

/** Buckets that are kept at once; beyond it those that are full again are forgotten, then the oldest. */
const mostBuckets = 50_000

interface Bucket {
  /** What was taken and not yet refilled, in requests × milliseconds of the limit: integers, so that nothing is rounded away. */
  level: number
  at: number
}

/**
 * Token buckets by key, in the memory of this process.
 *
 * INVARIANT (bounded memory): however many keys are made up, no more than `most` buckets are held.
 */
export function createTokenBuckets(
  { requests, seconds }: RateLimit,
  most: number = mostBuckets,
): { take(key: string, nowMs: number): Taken; readonly size: number } {
  const cost = seconds * 1000
  const capacity = requests * cost
  const buckets = new Map<string, Bucket>()

  const refill = (bucket: Bucket, nowMs: number): void => {
    // A clock that was set back costs what had refilled, and nothing more.
    const elapsed = Math.max(0, nowMs - bucket.at)
    bucket.level = elapsed >= cost ? 0 : Math.max(0, bucket.level - elapsed * requests)
    bucket.at = nowMs
  }
  const forget = (nowMs: number): void => {
    for (const [key, bucket] of buckets) {
      refill(bucket, nowMs)
      if (bucket.level === 0) buckets.delete(key)
    }
    // Some at once, so that whoever makes up keys does not have all of them looked through for each.
    for (const key of buckets.keys()) {
      if (buckets.size < most * 0.9) return
      buckets.delete(key)
    }
  }

  return {
    get size() {
      return buckets.size
    },
    take(key, nowMs) {
      let bucket = buckets.get(key)
      if (bucket === undefined) {
        if (buckets.size >= most) forget(nowMs)
        bucket = { level: 0, at: nowMs }
        buckets.set(key, bucket)
      } else refill(bucket, nowMs)
      const allowed = bucket.level + cost <= capacity
      if (allowed) bucket.level += cost
      return {
        allowed,
        remaining: Math.floor((capacity - bucket.level) / cost),
        fullInMs: Math.ceil(bucket.level / requests),
        retryInMs: allowed ? 0 : Math.ceil((bucket.level + cost - capacity) / requests),
      }
    },
  }
}
