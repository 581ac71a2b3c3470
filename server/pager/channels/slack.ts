import { sayTo } from '../../people/people.ts'
import { type Channel, isOurFault, type PageMessage, shownHost } from './channel.ts'

/** What Slack takes of a section and of a header. */
const sectionMax = 2900

/**
 * An incoming webhook of Slack, or of what takes its shape (Mattermost reads `text` alone, so that it says all). Its
 * buttons are links: who follows one is asked there, as a program that looks at links must not acknowledge.
 */
export const slack: Channel = {
  shown: shownHost,
  outgoing: (message, { address }) => ({
    url: address,
    body: JSON.stringify({ text: textOf(message), blocks: blocksOf(message) }),
    headers: { 'content-type': 'application/json' },
  }),
  isFinal: isOurFault,
}

function textOf({ language, title, url }: PageMessage): string {
  const say = sayTo({ language })
  return `*${say`Page: ${escaped(title)}`}*\n<${url}|${say`Acknowledge`}>`
}

function blocksOf({ language, title, body, url, about }: PageMessage): object[] {
  const say = sayTo({ language })
  const words = `*${say`Page: ${escaped(title)}`}*\n${escaped(body)}`
  const button = (text: string, target: string, style?: 'primary') => ({
    type: 'button',
    text: { type: 'plain_text', text },
    url: target,
    ...(style && { style }),
  })
  return [
    { type: 'section', text: { type: 'mrkdwn', text: cut(words) } },
    { type: 'actions', elements: [button(say`Acknowledge`, url, 'primary'), button(say`Open`, about.url)] },
  ]
}

/** Not within a sign that stands for one of the three below. */
const cut = (text: string): string =>
  text
    .slice(0, sectionMax)
    .replace(/&[a-z]{0,3}$/, '')
    .toWellFormed()

/** The three characters that mean something to Slack: without it a title could be a link, or call everyone. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
