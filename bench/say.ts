export const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** Of any number of values; 0 of none. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`.padStart(9)
