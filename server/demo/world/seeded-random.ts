/** Random numbers that are the same for the same seed, on every machine. */
export interface Random {
  /** 0 up to, not including, 1. */
  next(): number
  /** Whole number from 0 up to, not including, `below`. */
  below(below: number): number
  pick<T>(values: readonly T[]): T
  exponential(mean: number): number
  normal(): number
  poisson(mean: number): number
  shuffled<T>(values: readonly T[]): T[]
}

/** A well spread 32-bit seed from any parts. FNV-1a with a final mix. */
export function seedOf(...parts: (number | string)[]): number {
  let hash = 0x811c9dc5
  const text = parts.join('\u0000')
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The generator mulberry32 with the distributions that the world needs. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    below,
    normal,
    pick: (values) => values[below(values.length)]!,
    exponential: (mean) => -mean * Math.log(1 - next()),
    poisson(mean) {
      // Above 50 the normal curve is close enough; below, Knuth's product of uniforms.
      if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
      const limit = Math.exp(-mean)
      let count = 0
      for (let product = next(); product > limit; product *= next()) count += 1
      return count
    },
    shuffled(values) {
      const mixed = [...values]
      for (let at = mixed.length - 1; at > 0; at -= 1) {
        const other = below(at + 1)
        ;[mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!]
      }
      return mixed
    },
  }
}

/** Draws indexes in proportion to weights in constant time. Vose's alias method. */
export function weightedPicker(weights: readonly number[]): (random: Random) => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const scaled = weights.map((weight) => (weight * weights.length) / total)
  const alias = weights.map((_, at) => at)
  const small = scaled.flatMap((weight, at) => (weight < 1 ? [at] : []))
  const large = scaled.flatMap((weight, at) => (weight < 1 ? [] : [at]))
  while (small.length > 0 && large.length > 0) {
    const poor = small.pop()!
    const rich = large.at(-1)!
    alias[poor] = rich
    scaled[rich] = scaled[rich]! - (1 - scaled[poor]!)
    if (scaled[rich]! < 1) small.push(large.pop()!)
  }
  return (random) => {
    const at = random.below(weights.length)
    return random.next() < scaled[at]! || alias[at] === undefined ? at : alias[at]
  }
}
