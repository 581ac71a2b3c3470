import { z } from 'zod'
import { said } from './said.ts'
import { Email, Id, Instant, TimeZone } from './paging.ts'
import { Me } from './people.ts'
import { Permission } from './permissions.ts'
import { conflict, forbidden, problemKind, unavailable } from './problem.ts'
import { route } from './route.ts'

export const alreadySetUp = problemKind(
  'already-set-up',
  409,
  'This installation is already set up',
  'Sign in, or ask an administrator to add you.',
)
export const setupLinkWrong = problemKind(
  'setup-link-wrong',
  403,
  'This set-up link is not the one of this installation',
  'Open the link that the server printed when it started; it ends with the set-up.',
)

export const operatorKeyWrong = problemKind(
  'operator-key-wrong',
  403,
  'This is not the operator key of the server that runs',
  'Use the command line on the machine of the server, as the user that runs it.',
)

/** Proves that somebody can read the server's data folder; new with every start. */
const OperatorKey = z.string().min(1).max(200)

export const Installation = z.object({
  name: z.string().nullable().describe('null until the first-run page was filled in'),
  kind: z.enum(['empty', 'demo', 'regular']),
  supportAddress: z.string(),
  emergencyAddress: z.string().nullable().describe('null where no mailbox is for emergencies'),
  now: Instant.describe('The clock of the installation; a demo has its own'),
  clockSpeed: z.number().describe('1 in real time'),
  demo: z
    .object({
      speed: z.number().describe('Of its clock but for a jump; 0 holds it'),
      told: z.number().describe('How much of what was before has been sent, 0 to 1'),
      says: z.string().describe('What is being sent'),
      until: Instant.nullable().describe('Until when its story was told: whoever plays it goes on from there'),
    })
    .nullable(),
  outgoingMail: z.enum(['smtp', 'outbox-folder']),
  evidence: z.object({ state: z.enum(['ready', 'starting', 'restarting', 'off']), reason: z.string().nullable() }),
})
export type Installation = z.infer<typeof Installation>

export const getInstallation = route({
  method: 'GET',
  path: '/api/installation',
  summary: 'What this installation is, before anyone signs in',
  access: 'open',
  answer: Installation,
})

export const setUpInstallation = route({
  method: 'POST',
  path: '/api/installation/set-up',
  summary: 'The first-run page: names the organisation and makes the first administrator',
  access: 'open',
  body: z.object({
    setupToken: z.string().min(1).max(200),
    organisation: z.string().min(1).max(120),
    name: z.string().min(1).max(120),
    email: Email,
    supportAddress: Email.nullable()
      .default(null)
      .describe('The address that customers write to; it becomes the default mailbox'),
    password: z
      .string()
      .min(10, said`Use at least 10 characters.`)
      .max(500),
    timeZone: TimeZone.default('UTC'),
  }),
  answer: Me,
  status: 201,
  problems: [alreadySetUp, setupLinkWrong],
})

const Stray = z.object({ address: z.string(), held: z.number().int(), newestAt: Instant })

export const FirstSteps = z.object({
  isPutAway: z.boolean().describe('Somebody took the list out of sight'),
  address: z.object({
    isNamed: z.boolean().describe('false: nobody has said which address is ours, so mail to any is held'),
    address: z.string().describe('Of the default mailbox'),
    host: z.string().describe('Under which people reach this server'),
    smtpPort: z.number().int(),
    isOfThisMachineAlone: z.boolean().describe('It listens to this machine alone: no mail comes from elsewhere'),
    filed: z
      .object({
        number: z.number().int(),
        subject: z.string().nullable().describe('null for those who may not read tickets'),
        at: Instant,
        to: z.string().nullable().describe('The address that it came to; null for those who may not read mail'),
      })
      .nullable()
      .describe('The newest mail that is on a ticket, and which'),
    strays: z.array(Stray).describe('Addresses that nobody has set up, for which mail is held'),
  }),
  events: z.object({
    engine: z.enum(['ready', 'starting', 'restarting', 'off']),
    accepted: z.number().int().describe('In the last 7 days'),
    refused: z.number().int().describe('Lines that were not kept in the last 7 days'),
    newest: z
      .object({ from: z.string().nullable().describe('null for those who may not read evidence'), at: Instant })
      .nullable()
      .describe('Who sent events last, and when'),
  }),
  customers: z.number().int(),
  people: z.number().int(),
  rotas: z.number().int(),
  onCall: z.object({
    now: z.array(z.string()).describe('Names of those whom a rota has on call'),
    nextAt: Instant.nullable().describe('When the next turn begins; null where none does within four weeks'),
  }),
  pagingTests: z.object({
    answered: z
      .enum(['reached', 'kept', 'none'])
      .describe('Whether somebody acknowledged a test page that left this machine, or only one that did not'),
    newestOfMine: Id.nullable().describe('The newest test page of whoever asks'),
  }),
})
export type FirstSteps = z.infer<typeof FirstSteps>

export const getFirstSteps = route({
  method: 'GET',
  path: '/api/installation/first-steps',
  summary: 'How far a new installation has come: its address, events, customers, people and rotas',
  answer: FirstSteps,
})

export const putFirstStepsAway = route({
  method: 'PUT',
  path: '/api/installation/first-steps/put-away',
  summary: 'Take the list of first steps out of sight, or show it again',
  body: z.object({ isPutAway: z.boolean() }),
  answer: z.object({ isPutAway: z.boolean() }),
})

export const startDemo = route({
  method: 'POST',
  path: '/api/installation/demo',
  summary: 'Turn an empty installation into the demo company, with a clock of its own that stands at first',
  access: 'open',
  body: z.object({
    setupToken: z.string().min(1).max(200).optional(),
    operatorKey: OperatorKey.optional().describe('Instead of the token, for the command line'),
    startsAt: Instant.describe('What the clock of the demo shows now'),
  }),
  answer: z.object({
    token: z.string().describe('With it the simulator uses the public intakes'),
    signInUrl: z.url(),
  }),
  status: 201,
  problems: [alreadySetUp, setupLinkWrong, operatorKeyWrong],
})

export const loadDemo = route({
  method: 'POST',
  path: '/api/installation/demo/company',
  summary: 'Have the demo company move into an empty installation, and play on',
  commitsItself: true,
  access: 'open',
  body: z.object({ setupToken: z.string().min(1).max(200) }),
  answer: z.object({ signInUrl: z.url() }),
  status: 201,
  problems: [alreadySetUp, setupLinkWrong, conflict],
})

export const setDemoClock = route({
  method: 'PUT',
  path: '/api/installation/demo/clock',
  summary: 'Hold the clock of the demo, let it run, or hurry it to an instant at most three hours ahead',
  body: z.object({
    speed: z.number().min(0).max(60).describe('Seconds of the demo in one real second; 0 holds it'),
    jumpsTo: Instant.optional(),
  }),
  answer: Installation,
  problems: [conflict],
})

export const tellDemo = route({
  method: 'PUT',
  path: '/api/installation/demo/told',
  summary:
    'Say how much of what was before has been sent, and until when: whoever waits sees it, whoever plays goes on from it',
  body: z.object({ told: z.number().min(0).max(1), says: z.string().max(200), until: Instant.optional() }),
  answer: Installation,
  problems: [conflict],
})

export const endDemo = route({
  method: 'DELETE',
  path: '/api/installation/demo',
  summary: 'End the demo: everything it made is deleted and the first-run page opens',
  commitsItself: true,
  access: 'open',
  body: z.object({ operatorKey: OperatorKey.optional().describe('Instead of a login, for the command line') }),
  answer: z.object({ setUpUrl: z.url() }),
  problems: [conflict, forbidden, operatorKeyWrong, unavailable],
})

export const createTokenByOperator = route({
  method: 'POST',
  path: '/api/installation/tokens',
  summary: 'Make a token for a program from the command line of the same machine',
  access: 'open',
  body: z.object({
    operatorKey: OperatorKey,
    name: z.string().min(1).max(80),
    permissions: z.array(Permission).min(1),
  }),
  answer: z.object({ token: z.string() }),
  status: 201,
  problems: [operatorKeyWrong],
})

const Part = z.object({ state: z.string(), detail: z.string().optional() })

export const getHealth = route({
  method: 'GET',
  path: '/healthz',
  summary: 'The state of each part; 503 until the server is ready',
  access: 'open',
  answer: z.object({ status: z.enum(['ok', 'degraded']), parts: z.record(z.string(), Part), version: z.string() }),
  problems: [unavailable],
})
