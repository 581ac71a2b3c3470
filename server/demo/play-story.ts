import { setTimeout as sleep } from 'node:timers/promises'
import { listRollbackRequests } from '@bellwether/contract/incidents.ts'
import { contactOf, type DemoLetter, demoLetters } from './demo-letters.ts'
import type { PublicIntakes } from './public-intakes.ts'
import type { World } from './world/create-world.ts'
import type { WorldDeploy } from './world/world-deploys.ts'

export interface Story {
  readonly world: World
  readonly intakes: PublicIntakes
  /** When the bad deploy began. */
  readonly faultAt: Date
  /** What the installation's clock shows, in whole seconds: whoever looks may hold it or hurry it. */
  readonly now: () => Promise<Date>
  /** What happens at an instant of the story besides the letters, such as a person who answers a page. */
  readonly act: (now: Date) => Promise<void>
  readonly addresses: { support: string; emergency: string }
  /** Writes down until when the story was told. */
  readonly toldUntil: (until: Date) => Promise<void>
  readonly isStopped: () => boolean
}

/** A deploy that the server knows, and how much of its roll-out was sent. */
interface Sent {
  readonly id: string
  readonly deploy: WorldDeploy
  hosts: number
}

const turnMilliseconds = 500
/** What was told is written down so often, in the time of the story. */
const notedMilliseconds = 30_000
const stepMilliseconds = 5 * 60_000

/** Sends everything that happened until the clock that stands, five minutes at a time, and says how much that is. */
export async function sendHistory(
  story: Story,
  { begins, from }: { begins: Date; from: Date },
  say: (share: number, until: Date) => Promise<void>,
): Promise<Date> {
  const deploys: Sent[] = []
  const until = await story.now()
  // Deploys that are known keep their ids.
  await sendDeploys(story, deploys, begins, from)
  let at = from
  while (at < until && !story.isStopped()) {
    const next = new Date(Math.min(at.getTime() + stepMilliseconds, until.getTime()))
    await sendStretch(story, deploys, at, next)
    at = next
    await say((at.getTime() - begins.getTime()) / (until.getTime() - begins.getTime()), at)
  }
  return at
}

/** Plays on from `from` until stopped: traffic, deploys, mails, and the rollback once it is accepted. */
export async function playOn(story: Story, from: Date): Promise<void> {
  const deploys: Sent[] = []
  const letters = demoLetters(story.world).filter((letter) => dueAt(story, letter) >= from)
  // Deploys of the last day are known to the server; sending them again is harmless and gives their ids.
  await sendDeploys(story, deploys, new Date(from.getTime() - 86_400_000), from)
  let at = from
  let noted = from
  let rolledBack = false
  while (!story.isStopped()) {
    const until = await story.now()
    await sendStretch(story, deploys, at, until)
    at = until
    const isWritten = letters[0] !== undefined && dueAt(story, letters[0]) <= until
    while (letters[0] && dueAt(story, letters[0]) <= until) await post(story, letters.shift())
    rolledBack ||= await rollBackIfAccepted(story, deploys)
    await story.act(until)
    if (isWritten || until.getTime() - noted.getTime() >= notedMilliseconds) {
      noted = until
      await story.toldUntil(until)
    }
    await sleep(turnMilliseconds)
  }
}

const dueAt = (story: Story, letter: DemoLetter): Date =>
  new Date(story.faultAt.getTime() + letter.minutesAfterDeploy * 60_000)

async function sendStretch(story: Story, deploys: Sent[], from: Date, to: Date): Promise<void> {
  await sendDeploys(story, deploys, from, to)
  await story.intakes.sendEvents(story.world.eventsBetween(from, to))
}

async function sendDeploys(story: Story, deploys: Sent[], from: Date, to: Date): Promise<void> {
  for (const deploy of story.world.deploysBetween(from, to)) {
    if (deploys.some((one) => one.deploy === deploy)) continue
    deploys.push({ id: await story.intakes.sendDeploy(deploy), deploy, hosts: 0 })
  }
  for (const sent of deploys) {
    const done = sent.deploy.hosts.filter((host) => host.at <= to)
    await story.intakes.sendRollOut(sent.id, done.slice(sent.hosts))
    sent.hosts = done.length
  }
}

async function post(story: Story, letter: DemoLetter | undefined): Promise<void> {
  if (!letter) return
  const { name, email } = contactOf(letter.customer)
  const to = letter.isEmergency ? story.addresses.emergency : story.addresses.support
  // Posted twice, since whoever posted it ended before it was noted, it is the same mail.
  const messageId = `<${letter.minutesAfterDeploy}.${letter.customer.id}@${email.split('@')[1]}>`
  const mail = { from: `${name} <${email}>`, to, subject: letter.subject, text: letter.text, messageId }
  await story.intakes.sendMail(mail)
}

/** The company's deploy tool: it rolls back what was accepted, from the instant of the decision. */
async function rollBackIfAccepted(story: Story, deploys: Sent[]): Promise<boolean> {
  const { items } = await story.intakes.call(listRollbackRequests, { query: { state: 'accepted' } })
  const accepted = items.find((request) => request.service === story.world.truth.deploy?.service)
  if (!accepted?.decidedAt) return false
  const deploy = story.world.startRollback(new Date(accepted.decidedAt))
  deploys.push({ id: await story.intakes.sendDeploy(deploy), deploy, hosts: 0 })
  return true
}
