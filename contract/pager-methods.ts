import { z } from 'zod'
import { Id, Instant, TimeZone, WallTime, WebUrl } from './paging.ts'
import { ContactMethod, methodKinds } from './pager-pages.ts'
import { conflict, notFound } from './problem.ts'
import { route } from './route.ts'
import { said } from './said.ts'
import './sentences.ts'

/** Everybody has mail once, so that it needs no id of its own. */
const MethodId = z.union([z.literal('mail'), Id])
export type MethodId = z.infer<typeof MethodId>

/** Each page goes to every one of them. */
export const contactMethodsMax = 10

/** Longer than most policies wait for a step. */
export const afterMinutesMax = 60

/** When a page goes to one of somebody's contact methods. */
const NotificationRule = z.object({
  afterMinutes: z
    .number()
    .int()
    .min(0)
    .max(afterMinutesMax)
    .describe('So long after the person is notified, unless somebody has answered by then'),
  urgency: z.enum(['any', 'high']).describe('`high`: pages that can wait do not go there'),
})
export type NotificationRule = z.infer<typeof NotificationRule>

/** Hours of each day on the wall clock of a zone in which pages that can wait do so; others ring at any hour. */
export const QuietHours = z
  .object({
    timeZone: TimeZone,
    from: WallTime,
    until: WallTime.describe('Of the next day where it is not after `from`'),
  })
  .refine(({ from, until }) => from !== until, said`These hours last no time: choose another end.`)
  .meta({ examples: [{ timeZone: 'Europe/London', from: '22:00', until: '07:00' }] })
export type QuietHours = z.infer<typeof QuietHours>

/** Why the last page to a method was not taken. */
const MethodTrouble = z.object({ at: Instant, error: z.string() })

const ContactMethods = z.object({
  items: z
    .array(
      ContactMethod.extend({
        id: MethodId,
        ...NotificationRule.shape,
        trouble: MethodTrouble.nullable().describe(
          'Of the last page that was tried there; null: it was taken, or none was',
        ),
      }),
    )
    .describe('In the order in which they are notified'),
  quietHours: QuietHours.nullable(),
  kinds: z
    .array(z.enum(methodKinds).exclude(['mail']))
    .describe('What can be added here: calls and texts need a carrier, IRC needs a server'),
})
export type ContactMethods = z.infer<typeof ContactMethods>

const PhoneNumber = z
  .string()
  .trim()
  .transform((text) => text.replaceAll(/[\s()./-]/g, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, said`Write the number with its country, e.g. +44 20 7946 0018.`))
  .meta({ examples: ['+44 20 7946 0018'] })

/** A nick of IRC in the signs of RFC 2812, 2.3.1; up to 30 of them, as networks take more than its nine. */
export const ircNick = /^[a-z[\]\\`_^{|}][a-z\d[\]\\`_^{|}-]{0,29}$/i

const Nick = z
  .string()
  .trim()
  .regex(ircNick, said`Write a nick alone: letters, digits and - _ [ ] { } \\ | ^, not beginning with a digit.`)
  .meta({ examples: ['dee'] })

const Base64Url = z.string().regex(/^[\w-]+={0,2}$/)

/** A way to reach somebody, as they add it. */
export const NewContactMethod = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('webhook'), address: WebUrl }),
  z.object({
    kind: z.literal('slack'),
    address: WebUrl.describe('Of an incoming webhook, of Slack or what is shaped like it'),
  }),
  z.object({
    kind: z.literal('ntfy'),
    address: WebUrl.describe('Of a topic, e.g. https://ntfy.sh/TOPIC')
      .refine(
        (url) => /^\/[^/]+\/?$/.test(URL.parse(url)?.pathname ?? ''),
        said`Write the address of a topic, such as https://ntfy.sh/your-topic.`,
      )
      .meta({ examples: ['https://ntfy.sh/your-topic'] }),
    token: z.string().max(200).optional().describe('Where the topic is not open to all'),
  }),
  z.object({
    kind: z.literal('push'),
    address: WebUrl.describe('`endpoint` of a PushSubscription'),
    p256dh: Base64Url.length(87).meta({ examples: ['B'.repeat(87)] }),
    auth: Base64Url.length(22).meta({ examples: ['a'.repeat(22)] }),
    device: z.string().trim().min(1).max(60).describe('By which its owner knows this browser'),
  }),
  z.object({ kind: z.literal('sms'), address: PhoneNumber }),
  z.object({ kind: z.literal('voice'), address: PhoneNumber }),
  z.object({ kind: z.literal('irc'), address: Nick.describe('On the network of IRC_URL') }),
])
export type NewContactMethod = z.infer<typeof NewContactMethod>

export const listContactMethods = route({
  method: 'GET',
  path: '/api/pager/people/{id}/contact-methods',
  summary: 'How a person is paged, in the order of notification',
  params: z.object({ id: Id }),
  answer: ContactMethods,
  problems: [notFound],
})

export const addContactMethod = route({
  method: 'POST',
  path: '/api/pager/people/{id}/contact-methods',
  summary: 'Add a way to page a person, after the others',
  params: z.object({ id: Id }),
  body: NewContactMethod,
  answer: ContactMethods.extend({
    webhookSecret: z.string().nullable().describe('Of a webhook: signs what is sent there; shown this once'),
  }),
  status: 201,
  problems: [notFound],
})

export const orderContactMethods = route({
  method: 'PUT',
  path: '/api/pager/people/{id}/contact-methods/order',
  summary: 'Notify a person by their contact methods in another order',
  params: z.object({ id: Id }),
  body: z.object({
    order: z
      .array(MethodId)
      .max(contactMethodsMax + 1)
      .describe('Each of them once'),
  }),
  answer: ContactMethods,
  problems: [notFound, conflict],
})

export const removeContactMethod = route({
  method: 'DELETE',
  path: '/api/pager/people/{id}/contact-methods/{method}',
  summary: 'Remove a way to page a person, and end what is queued for it; mail stays',
  params: z.object({ id: Id, method: Id }),
  answer: ContactMethods,
  problems: [notFound],
})

export const setNotificationRule = route({
  method: 'PUT',
  path: '/api/pager/people/{id}/contact-methods/{method}/rule',
  summary: 'Set when pages go to one of the contact methods of a person',
  params: z.object({ id: Id, method: MethodId }),
  body: NotificationRule,
  answer: ContactMethods,
  problems: [notFound],
})

export const setQuietHours = route({
  method: 'PUT',
  path: '/api/pager/people/{id}/quiet-hours',
  summary: 'Set the hours in which pages that can wait do not disturb a person',
  params: z.object({ id: Id }),
  body: z.object({ quietHours: QuietHours.nullable() }),
  answer: ContactMethods,
  problems: [notFound],
})

export const getPushKey = route({
  method: 'GET',
  path: '/api/pager/push-key',
  summary: 'The key (VAPID) with which this installation pushes to browsers',
  answer: z.object({ key: z.string().describe('`applicationServerKey`, base64url') }),
})
