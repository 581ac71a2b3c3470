import type { Say } from '@bellwether/contract/said.ts'
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
function names(say: Say, { by, hasTheirs }: Told): string {
  const all = [...(hasTheirs ? [say`the customer`] : []), ...by]
  return all.length > namedMost
    ? say`${all.slice(0, namedMost).join(', ')} and ${all.length - namedMost} more`
    : all.join(', ')
}

const begun = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

const link = ({ number, firstId }: Told, baseUrl: string): string => `${baseUrl}/tickets/${number}#entry-${firstId}`

/** Who wrote how often, on the ticket that is named like this. */
function whoWrote(say: Say, told: Told, ticket: string, who = begun(names(say, told))): string {
  return told.count === 1 ? say`${who} wrote on ${ticket}` : say`${who} wrote ${told.count} times on ${ticket}`
}

function line(say: Say, told: Told, baseUrl: string): string {
  const ticket = `#${told.number}`
  return `${whoWrote(say, told, told.isOwn ? ticket : say`${ticket} (you follow it)`)}:\n${link(told, baseUrl)}`
}

/** As a chat takes it: three signs have a meaning there. */
export const inChat = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The same for a chat, a line for each ticket with its link. */
export function chatText(say: Say, all: readonly Told[], baseUrl: string): string {
  const lines = all
    .slice(0, linesMost)
    .map((told) => whoWrote(say, told, `<${link(told, baseUrl)}|#${told.number}>`, inChat(begun(names(say, told)))))
  const more = all.length > linesMost ? [say`And ${all.length - linesMost} more: ${`<${baseUrl}/unread>`}`] : []
  return [...lines, ...more].join('\n')
}

/** About one ticket; what its reader answers is a note there. */
export const ticketText = (say: Say, told: Told, baseUrl: string) => ({
  subject: whoWrote(say, told, `[#${told.number}]`),
  text: [
    line(say, told, baseUrl),
    '',
    say`To write an internal note there, reply to this mail: it never goes to the customer.`,
    why(say, baseUrl),
  ].join('\n'),
})

/** About several tickets: where an answer would belong nobody could tell. */
export function severalText(say: Say, all: readonly Told[], baseUrl: string) {
  const more = all.length > linesMost ? `\n\n${say`And ${all.length - linesMost} more: ${`${baseUrl}/unread`}`}` : ''
  const lines = all.slice(0, linesMost).map((told) => line(say, told, baseUrl))
  const how = say`Open a ticket to answer: a reply to this mail could belong to any of them.`
  return {
    subject: say`New on ${all.length} of your tickets`,
    text: `${lines.join('\n\n')}${more}\n\n${how}\n${why(say, baseUrl)}`,
  }
}

const why = (say: Say, baseUrl: string): string => `${say`Choose of what you are told: ${`${baseUrl}/settings/me`}`}\n`
