import type { TerritoryCode } from '@fadu/domain'

/** A division code holds its own path: village, township, county, city, region (GB/T 2260), nearest first. */
export function pathOf(territory: string): readonly TerritoryCode[] {
  const codes = [12, 9, 6, 4, 2].map((length) => territory.slice(0, length).padEnd(12, '0'))
  return [...new Set(codes)] as readonly string[] as readonly TerritoryCode[]
}
