import type { Untold } from './untold.store.ts'

/** What somebody is told, by mail or in a chat. */
export interface Notice {
  readonly subject: string
  readonly text: string
  readonly chat: string
  /** Of a mail that can be answered. */
  readonly sourceId?: string
}

type Told = Pick<Untold, 'number' | 'isOwn' | 'count' | 'by' | 'hasTheirs' | 'firstId'>

const namedMost = 3
const linesMost = 50

/** Customers have no names in a mail, which is kept in many places, and neither have their subjects. */
function names({ by, hasTheirs }: Told): string {
  const all = [...(hasTheirs ? ['the customer'] : []), ...by]
  return all.length > namedMost
    ? `${all.slice(0, namedMost).join(', ')} and ${all.length - namedMost} more`
    : all.join(', ')
}

const begun = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

const link = ({ number, firstId }: Told, baseUrl: string): string => `${baseUrl}/tickets/${number}#entry-${firstId}`

const verb = ({ count }: Told): string => (count === 1 ? 'wrote' : `wrote ${count} times`)

const line = (told: Told, baseUrl: string): string =>
  `${begun(names(told))} ${verb(told)} on #${told.number}${told.isOwn ? '' : ' (you follow it)'}:\n${link(told, baseUrl)}`

/** As a chat takes it: three signs have a meaning there. */
export const inChat = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The same for a chat, a line for each ticket with its link. */
export function chatText(all: readonly Told[], baseUrl: string): string {
  const lines = all
    .slice(0, linesMost)
    .map((told) => `${inChat(begun(names(told)))} ${verb(told)} on <${link(told, baseUrl)}|#${told.number}>`)
  const more = all.length > linesMost ? [`And ${all.length - linesMost} more: <${baseUrl}/unread>`] : []
  return [...lines, ...more].join('\n')
}

/** About one ticket; what its reader answers is a note there. */
export const ticketText = (told: Told, baseUrl: string) => ({
  subject: `${begun(names(told))} ${verb(told)} [#${told.number}]`,
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
