import { z } from 'zod'
import { evidenceUnavailable } from './evidence.ts'
import { Id, Instant, WebUrl } from './paging.ts'
import { Pause, pauseBody } from './pager-renewal.ts'
import { alreadyExists, notFound, problemKind, tooManyRequests } from './problem.ts'
import { route } from './route.ts'
import { said } from './said.ts'
import { TeamRef } from './team-ref.ts'

/** So many probes has an installation at most. */
export const probesMax = 2000
/** So often a redirect is followed. */
export const redirectsMax = 5
/** So much of a body is read. */
export const bodyBytesMax = 256 * 1024
/** The location that is this installation itself. */
export const ownLocation = 'here'

export const tooManyProbes = problemKind(
  'too-many-probes',
  409,
  'There are as many probes as may be',
  said`Remove one first: an installation may have ${probesMax}.`,
)

const Family = z.enum(['any', '4', '6']).default('any').describe('By which version of IP it is reached')

/** Status codes and ranges of them, with commas between. */
const statuses = /^[1-5]\d\d(?:-[1-5]\d\d)?(?:\s*,\s*[1-5]\d\d(?:-[1-5]\d\d)?)*$/

const HttpCheck = z.object({
  kind: z.literal('http'),
  url: WebUrl.refine((url) => !/^https?:\/\/[^/?#]*@/i.test(url), said`Leave name and password out of the address.`),
  method: z.enum(['GET', 'HEAD']).default('GET'),
  statuses: z
    .string()
    .trim()
    .max(100)
    .regex(statuses, said`Write it as 200-299, or 200, 204.`)
    .default('200-299')
    .meta({ examples: ['200-299'] }),
  text: z
    .string()
    .max(500)
    .nullable()
    .default(null)
    .describe(`Must stand in the first ${bodyBytesMax / 1024} KB of the body`),
  header: z
    .object({
      name: z
        .string()
        .trim()
        .regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, said`This is not the name of a header.`)
        .meta({ examples: ['content-type'] }),
      value: z.string().trim().max(500).describe('Must stand in its value; empty: it must be there'),
    })
    .nullable()
    .default(null),
  followsRedirects: z.boolean().default(true).describe(`At most ${redirectsMax} of them`),
  family: Family,
  certificateDays: z
    .number()
    .int()
    .min(1)
    .max(90)
    .nullable()
    .default(14)
    .describe('A ticket is opened so many days before the certificate ends; null: none is'),
})

const Host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[\w.:-]+$/, said`This is neither the name of a host nor an address.`)
  .meta({ examples: ['db.example.com'] })
const Port = z.number().int().min(1).max(65_535)

const TcpCheck = z.object({ kind: z.literal('tcp'), host: Host, port: Port, family: Family })

/** What can be asked of a name server. */
export const dnsTypes = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT'] as const

const DnsCheck = z.object({
  kind: z.literal('dns'),
  name: Host,
  type: z.enum(dnsTypes).default('A'),
  value: z.string().trim().max(500).nullable().default(null).describe('One of the answers; null: whichever comes'),
  server: z
    .object({ address: z.union([z.ipv4(), z.ipv6()]), port: Port.default(53) })
    .nullable()
    .default(null)
    .describe('Which name server is asked; null: those of whoever looks'),
})

/** What is looked at, and what is expected of it. */
export const Check = z.discriminatedUnion('kind', [HttpCheck, TcpCheck, DnsCheck])
export type Check = z.infer<typeof Check>

/** How one look ended. */
export const Outcome = z.object({
  error: z.string().nullable().describe('What was not as expected; null: all was'),
  durationMs: z.number().describe('Until the answer was there, or nobody waited for it any more'),
  statusCode: z.number().int().nullable(),
  certificate: z.object({ endsAt: Instant, fingerprint: z.string() }).nullable(),
})
export type Outcome = z.infer<typeof Outcome>

const Look = z.object({
  location: z.string(),
  at: Instant,
  failedInRow: z.number().int(),
  error: z.string().nullable(),
  durationMs: z.number(),
})

/** Something that is looked at again and again: when it is not as expected, its team is paged. */
export const Probe = z.object({
  id: Id,
  name: z.string(),
  team: TeamRef,
  check: Check,
  intervalSeconds: z.number().int(),
  timeoutSeconds: z.number().int(),
  tries: z.number().int().describe('So many looks in a row must fail before it is down'),
  service: z.string().describe('Of which service its events are; empty: of none'),
  site: z.string().describe('Of which site its events are; empty: of the host that is looked at'),
  state: z
    .enum(['new', 'up', 'failing', 'down', 'paused'])
    .describe('new: nobody has looked yet; failing: the last look failed, which may be a blip'),
  since: Instant.nullable().describe('Since when the state is what it is'),
  looks: z.array(Look).describe('The last look of each location'),
  locations: z.array(z.string()).describe(`From where it is looked at; ${ownLocation}: from the installation itself`),
  certificateEndsAt: Instant.nullable(),
  paused: Pause.nullable(),
})
export type Probe = z.infer<typeof Probe>

const timeoutSeconds = z.number().int().min(1).max(15).default(10)

const WrittenProbe = z
  .object({
    team: z.string().max(100).describe('Slug of the team that is paged'),
    name: z.string().trim().min(1).max(100),
    check: Check,
    intervalSeconds: z
      .number()
      .int()
      .min(20)
      .max(24 * 3600)
      .default(60),
    timeoutSeconds,
    tries: z.number().int().min(1).max(10).default(3),
    service: z.string().trim().max(100).default(''),
    site: z.string().trim().max(253).default(''),
    locations: z
      .array(z.string().min(1).max(100))
      .min(1)
      .max(20)
      .default([ownLocation])
      .describe('It is down when most of those say so that looked lately'),
  })
  .meta({
    examples: [{ team: 'support', name: 'Front page', check: { kind: 'http', url: 'https://www.example.com/' } }],
  })

export const listProbes = route({
  method: 'GET',
  path: '/api/probes',
  summary: 'What is looked at again and again, and how it is',
  answer: z.object({ items: z.array(Probe) }),
})

export const addProbe = route({
  method: 'POST',
  path: '/api/probes',
  summary: `Have something looked at again and again; there are at most ${probesMax}`,
  body: WrittenProbe,
  answer: Probe,
  status: 201,
  problems: [notFound, alreadyExists, tooManyProbes],
})

const probeId = z.object({ id: Id })

export const changeProbe = route({
  method: 'PUT',
  path: '/api/probes/{id}',
  summary: 'Have something looked at otherwise: at once, and what is counted begins anew',
  params: probeId,
  body: WrittenProbe,
  answer: Probe,
  problems: [notFound, alreadyExists],
})

export const pauseProbe = route({
  method: 'PUT',
  path: '/api/probes/{id}/pause',
  summary: 'Look no more for the time being, which ends its page; or look again from now on',
  params: probeId,
  body: pauseBody,
  answer: Probe,
  problems: [notFound],
})

export const removeProbe = route({
  method: 'DELETE',
  path: '/api/probes/{id}',
  summary: 'Look no more: its page is over',
  params: probeId,
  answer: z.object({ removed: z.literal(true) }),
  problems: [notFound],
})

export const tryCheck = route({
  method: 'POST',
  path: '/api/probes/tries',
  summary: 'Look once, now, and see how it ends: nothing is kept of it',
  body: z
    .object({ check: Check, timeoutSeconds })
    .meta({ examples: [{ check: { kind: 'http', url: 'https://www.example.com/' } }] }),
  answer: Outcome,
  // Somebody else's answer is waited for: no transaction is held open meanwhile.
  commitsItself: true,
  problems: [tooManyRequests],
})

export const listProbeTimes = route({
  method: 'GET',
  path: '/api/probes/times',
  summary: 'How long the answers to probes took in the last hours',
  query: z.object({ hours: z.coerce.number().int().min(1).max(48).default(6) }),
  answer: z.object({
    stepSeconds: z.number().int(),
    items: z.array(
      z.object({
        probeId: Id,
        points: z.array(
          z.object({
            at: Instant,
            durationMs: z.number().nullable().describe('The mean of the answers; null: there was none'),
            failed: z.number().int().describe('Looks that were not as expected'),
          }),
        ),
      }),
    ),
  }),
  problems: [evidenceUnavailable],
})

const Location = z.object({
  name: z.string(),
  seenAt: Instant.nullable().describe('When it was heard of; null: it is the installation itself'),
})

export const listLocations = route({
  method: 'GET',
  path: '/api/probes/locations',
  summary: 'From where can be looked: from the installation itself, and from each program that did so',
  answer: z.object({ items: z.array(Location) }),
})

export const listOwnProbes = route({
  method: 'GET',
  path: '/api/probes/own',
  summary: 'Of a location, which is called as its token is: what it is to look at',
  answer: z.object({
    location: z.string(),
    items: z.array(
      z.object({
        id: Id,
        version: z.number().int(),
        check: Check,
        intervalSeconds: z.number().int(),
        timeoutSeconds: z.number().int(),
      }),
    ),
  }),
})

const ToldOutcome = Outcome.extend({
  error: z.string().max(1000).nullable(),
  durationMs: z.number().min(0).max(600_000),
  statusCode: z.number().int().min(0).max(999).nullable(),
  certificate: z.object({ endsAt: Instant, fingerprint: z.string().max(200) }).nullable(),
})

export const tellLooks = route({
  method: 'POST',
  path: '/api/probes/own/looks',
  summary: 'Of a location: what it saw. What it was not asked for, or was asked for otherwise by now, is left out',
  body: z.object({
    looks: z.array(z.object({ probeId: Id, version: z.number().int(), outcome: ToldOutcome })).max(500),
  }),
  answer: z.object({ taken: z.number().int() }),
  commitsItself: true,
})
