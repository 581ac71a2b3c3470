import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decideRollbackByLink, getRollbackByLink } from '@bellwether/contract/incidents.ts'
import { acknowledgePageByLink } from '@bellwether/contract/pager.ts'
import type { PublicIntakes } from './public-intakes.ts'

/** How many demo minutes the infrastructure lead takes to wake up, and to decide. */
const minutesToAcknowledge = 1
const minutesToDecide = 3

interface Answer {
  readonly token: string
  /** undefined until the clock is read for the first time after the phone rang. */
  rangAt: Date | undefined
  isAcknowledged: boolean
}

export interface LeadPhone {
  readonly url: string
  /** Does what a person would have done by now. */
  act(now: Date): Promise<void>
  stop(): void
}

/**
 * The phone of the infrastructure lead: a webhook receiver that acknowledges a page and accepts the
 * rollback it asks for, after as long as a person takes. Whoever plays may be faster on the screen.
 */
export async function openLeadPhone(intakes: PublicIntakes): Promise<LeadPhone> {
  let answers: Answer[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { token } = JSON.parse(Buffer.concat(chunks).toString()) as { token: string }
      response.end('ok')
      answers.push({ token, rangAt: undefined, isAcknowledged: false })
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`,
    act: async (now) => {
      const left: Answer[] = []
      for (const answer of answers) if (!(await isDone(intakes, answer, now))) left.push(answer)
      answers = left
    },
    stop: () => server.close(),
  }
}

async function isDone(intakes: PublicIntakes, answer: Answer, now: Date): Promise<boolean> {
  answer.rangAt ??= now
  const minutes = (now.getTime() - answer.rangAt.getTime()) / 60_000
  const params = { token: answer.token }
  if (!answer.isAcknowledged && minutes >= minutesToAcknowledge) {
    answer.isAcknowledged = true
    await unlessRefused(intakes.call(acknowledgePageByLink, { params }))
  }
  if (minutes < minutesToDecide) return false
  const found = await unlessRefused(intakes.call(getRollbackByLink, { params }))
  if (found?.request?.state === 'asked')
    await unlessRefused(intakes.call(decideRollbackByLink, { params, body: { decision: 'accept' } }))
  return true
}

/** Somebody else may have acted before; then the server refuses and that is fine. */
const unlessRefused = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined)
