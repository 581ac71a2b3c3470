import { z } from 'zod'
import { WallTime, WebUrl } from './paging.ts'
import { route } from './route.ts'

/** Of what somebody may be told: a mention of them; what others write on their own tickets, and on those they follow. */
export const noticeEvents = ['mentioned', 'own-message', 'own-note', 'followed'] as const
export type NoticeEvent = (typeof noticeEvents)[number]

const chosen = {
  events: z.array(z.enum(noticeEvents)).max(noticeEvents.length).describe('Of what a mail tells'),
  waitMinutes: z
    .number()
    .int()
    .min(1)
    .max(1440)
    .describe('Whoever has looked within so long is not told; what comes meanwhile is in the same mail'),
  quiet: z
    .object({ from: WallTime, until: WallTime })
    .refine(({ from, until }) => from !== until, {
      error: 'Choose another time: it would be quiet all day.',
      path: ['until'],
    })
    .nullable()
    .meta({ examples: [{ from: '22:00', until: '07:00' }] })
    .describe('By the wall clock of the person, also over midnight: what comes meanwhile is told afterwards'),
}

export const NoticeSettings = z.object({
  ...chosen,
  chat: z
    .string()
    .nullable()
    .describe('The host of the chat in which you are told instead of by mail; null: by mail. Its address is a key'),
})
export type NoticeSettings = z.infer<typeof NoticeSettings>

export const getNoticeSettings = route({
  method: 'GET',
  path: '/api/desk/notice-settings',
  summary: 'Of what you are told while you look elsewhere, and where',
  answer: NoticeSettings,
})

export const setNoticeSettings = route({
  method: 'PUT',
  path: '/api/desk/notice-settings',
  summary: 'Choose of what you are told, how soon, when not, and where',
  body: z.object({
    ...chosen,
    chatUrl: WebUrl.nullable()
      .optional()
      .describe(
        'An incoming webhook as Slack, Mattermost and others have them: it is posted {"text"}; null: by mail; left out: as before',
      ),
  }),
  answer: NoticeSettings,
})
