import type { Untold } from './untold.store.ts'

type Told = Pick<Untold, 'number' | 'subject' | 'isOwn' | 'count' | 'by' | 'firstId'>

const namedMost = 3
const linesMost = 50

const names = (by: readonly string[]): string =>
  by.length > namedMost ? `${by.slice(0, namedMost).join(', ')} and ${by.length - namedMost} more` : by.join(', ')

const link = ({ number, firstId }: Told, baseUrl: string): string => `${baseUrl}/tickets/${number}#entry-${firstId}`

const line = (told: Told, baseUrl: string): string => {
  const { by, count, number, subject, isOwn } = told
  const words = count === 1 ? 'wrote' : `wrote ${count} times`
  return `${names(by)} ${words} on #${number} ${subject}${isOwn ? '' : ' (you follow it)'}:\n${link(told, baseUrl)}`
}

/** About one ticket; what its reader answers is a note there. */
export const ticketText = (told: Told, baseUrl: string) => ({
  subject: `${names(told.by)} wrote: ${told.subject} [#${told.number}]`,
  text: `${line(told, baseUrl)}\n\nTo write an internal note there, reply to this mail: it never goes to the customer.\n${why(baseUrl)}`,
})

/** About several tickets: where an answer would belong nobody could tell. */
export function severalText(all: readonly Told[], baseUrl: string) {
  const more = all.length > linesMost ? `\n\nAnd ${all.length - linesMost} more: ${baseUrl}/unread` : ''
  const lines = all.slice(0, linesMost).map((told) => line(told, baseUrl))
  return {
    subject: `New on ${all.length} of your tickets`,
    text: `${lines.join('\n\n')}${more}\n\nOpen a ticket to answer: a reply to this mail could belong to any of them.\n${why(baseUrl)}`,
  }
}

const why = (baseUrl: string): string => `Choose of what you are told: ${baseUrl}/settings/me\n`
