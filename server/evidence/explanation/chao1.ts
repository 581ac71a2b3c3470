/**
 * Lower bound of how many customers are hit, seen and not yet seen, from how often each was seen:
 * S + f1²/(2 f2), where f1 and f2 were seen once and twice; bias-corrected S + f1 (f1 - 1) / 2 when
 * nobody was seen twice. Chao (1984), assumes that sightings of one customer are independent.
 * @example chao1([1, 1, 1, 2, 5]) // 5 + 9/2 = 9.5, rounded to 10
 */
export function chao1(sightings: readonly number[]): number {
  const seen = sightings.filter((count) => count > 0).length
  const once = sightings.filter((count) => count === 1).length
  const twice = sightings.filter((count) => count === 2).length
  const unseen = twice > 0 ? (once * once) / (2 * twice) : (once * (once - 1)) / 2
  return Math.round(seen + unseen)
}
