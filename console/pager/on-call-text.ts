import { spokenLocale, t } from '../ui/words.ts'

interface OnCall {
  readonly onCall: { readonly id: string; readonly name: string } | null
}

const list = new Intl.ListFormat(spokenLocale(), { type: 'conjunction' })

/** "Bo is", "Bo and Cy are" or "Nobody is": whom these rotas have on call, each person once. */
export function onCallText(rotas: readonly OnCall[]): string {
  const names = new Map(rotas.flatMap(({ onCall }) => (onCall === null ? [] : [[onCall.id, onCall.name] as const])))
  if (names.size === 0) return t`Nobody is`
  return `${list.format(names.values())} ${names.size === 1 ? t`is` : t`are`}`
}
