/** undefined where nothing is said; the word itself, which no field takes, where it is neither yes nor no. */
export function yesOrNo(cell: string): boolean | string | undefined {
  if (cell === '') return undefined
  if (/^(?:yes|y|true|1|x|vip)$/i.test(cell)) return true
  return /^(?:no|n|false|0|-)$/i.test(cell) ? false : cell
}
