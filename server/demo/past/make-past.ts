import type { ImportedTicket } from '@bellwether/contract/desk.ts'
import type { ImportedReport } from '@bellwether/contract/incidents.ts'
import type { World } from '../world/create-world.ts'
import { type Random, seededRandom, seedOf } from '../world/seeded-random.ts'
import { buildingQuestions } from './building-questions.ts'
import { deliveryQuestions } from './delivery-questions.ts'
import { makeTrouble } from './make-trouble.ts'
import type { PastQuestion } from './past-question.ts'
import { pastTroubles } from './past-troubles.ts'
import { answerMinutes, beginThread, replyMinutes, type Thread } from './past-thread.ts'

export interface Past {
  /** The oldest first, as their numbers are. */
  readonly tickets: readonly ImportedTicket[]
  readonly reports: readonly ImportedReport[]
}

const minute = 60_000
const day = 86_400_000
const days = 91
/** The last of them are asked so early that all are resolved when the Friday begins. */
const quietDays = 2
const timesAsked = { least: 11, more: 3 }
/** How many of the largest customers write in at all. */
const writers = 400

export const pastQuestions: readonly PastQuestion[] = [...deliveryQuestions, ...buildingQuestions]

/** What the company's customers asked in three months before its Friday: the same seed gives the same past. */
export function makePast(world: World, { seed, friday }: { seed: number; friday: Date }): Past {
  const asked = pastQuestions.flatMap((question, at) =>
    askedAgain(seededRandom(seedOf(seed, 'past', at)), question, world, friday).map((ticket, turn) => ({
      ...ticket,
      reference: `earlier-desk:question-${at + 1}-${turn + 1}`,
    })),
  )
  const troubles = pastTroubles.map((trouble, at) =>
    makeTrouble(seededRandom(seedOf(seed, 'trouble', at)), trouble, {
      reference: `earlier-desk:trouble-${at + 1}`,
      customers: world.customers,
      friday,
    }),
  )
  return {
    tickets: [...asked, ...troubles.flatMap(({ tickets }) => tickets)].toSorted((a, b) =>
      a.createdAt < b.createdAt ? -1 : 1,
    ),
    reports: troubles.map(({ report }) => report),
  }
}

/** One question of several customers, each in other words than the one before. */
function askedAgain(random: Random, question: PastQuestion, world: World, friday: Date): ImportedTicket[] {
  const count = timesAsked.least + random.below(timesAsked.more)
  const customers = random.shuffled(world.customers.slice(0, writers)).slice(0, count)
  const words = random.shuffled(question.asked)
  const begin = friday.getTime() - days * day
  const step = ((days - quietDays) * day) / count
  return customers
    .map((customer, turn) => {
      const from = new Date(begin + Math.floor((turn + random.next()) * step))
      const [subject, text] = words[turn % words.length] ?? ['', '']
      return talk(random, beginThread(random, customer, from), { question, subject, text })
    })
    .filter(({ resolvedAt }) => Date.parse(resolvedAt) < friday.getTime() - 4 * 60 * minute)
}

/** Two to six messages. */
function talk(
  random: Random,
  thread: Thread,
  { question, subject, text }: { question: PastQuestion; subject: string; text: string },
): ImportedTicket {
  thread.ask(0, text)
  if (random.next() < 0.12) {
    thread.answer(answerMinutes(random), 'Can you tell me on which address you see it, and since when?')
    thread.ask(replyMinutes(random), 'On {site}, all day today. I can send a screenshot if that helps.')
  }
  thread.answer(answerMinutes(random), random.pick(question.answers))
  if (random.next() < 0.4) {
    const [back, again] = random.pick(question.followUps)
    thread.ask(replyMinutes(random), back)
    thread.answer(answerMinutes(random), again)
  } else if (random.next() < 0.5) thread.thank(replyMinutes(random))
  const documentation = random.next() < 0.06 ? null : documentationOf(question)
  return thread.resolve(5 + random.below(90), { reference: '', subject, documentation })
}

const documentationOf = ({ article }: PastQuestion): ImportedTicket['documentation'] =>
  'path' in article
    ? { outcome: 'linked-article', url: `https://docs.demo.example/${article.path}`, reason: null }
    : { outcome: 'not-needed', url: null, reason: article.whyNone }
