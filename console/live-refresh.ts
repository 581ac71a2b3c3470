import type { LiveChange } from '@bellwether/contract/live.ts'

/** Something on the screen that was asked of the server. */
export interface Shown {
  /** Path of its route. */
  readonly path: string
  /** Whether this id stands in what it shows. */
  shows(id: string): boolean
  /** It costs so much that it is asked again once in a while. */
  readonly isDear: boolean
  askAgain(): void
}

const pathsOfModule: Readonly<Record<string, readonly string[]>> = {
  // Sent after a gap in which changes may have been missed.
  everything: ['/api/'],
  customers: ['/api/customers', '/api/desk'],
  incidents: ['/api/incidents', '/api/pager'],
  // A mail that was sent or refused shows beside its message and in the told ledger as well.
  mail: ['/api/mail', '/api/desk', '/api/incidents'],
  people: ['/api/people', '/api/desk', '/api/incidents', '/api/pager'],
}

/** What concerns less than its module. */
const pathsOfOne: Readonly<Record<string, readonly string[]>> = {
  'desk.presence-changed': ['/api/desk/presence'],
  'desk.draft-kept': ['/api/desk/drafts'],
  'desk.mentions-seen': ['/api/desk/mentions'],
  'desk.ticket-read': ['/api/desk/unread'],
}

/** Below which paths a change such as `desk.ticket-claimed` may show. */
export function pathsOfTopic(topic: string): readonly string[] {
  const module = topic.split('.')[0] ?? ''
  return pathsOfOne[topic] ?? pathsOfModule[module] ?? [`/api/${module}`]
}

/** Frames come once a second at most: what comes after so long a calm is shown at once everywhere. */
const calmMilliseconds = 5000
/** Many screens hear the same at the same time: they ask one after the other. */
const jitterMilliseconds = 300
const laterMilliseconds = 3000
const dearMilliseconds = 15_000

interface Surroundings {
  readonly shown: () => Iterable<Shown>
  readonly now: () => number
  readonly random: () => number
  readonly after: (milliseconds: number, work: () => void) => void
}

/**
 * Asks again for what a frame of changes concerns, and for nothing else: at once for what shows one of the ids;
 * for lists and counts that may gain or lose it at once as well after a calm, and every few seconds while
 * changes keep coming.
 */
export function liveRefresh({ shown, now, random, after }: Surroundings): (changes: readonly LiveChange[]) => void {
  let lastFrameAt = -Infinity
  const waiting: LiveChange[] = []
  let isDearWaiting = false
  const ask = (changes: readonly LiveChange[], isShown: boolean): void => {
    for (const one of shown()) {
      if (!changes.some((change) => concerns(change, one, isShown))) continue
      if (one.isDear) askLater()
      else one.askAgain()
    }
  }
  const askLater = (): void => {
    if (isDearWaiting) return
    isDearWaiting = true
    after(dearMilliseconds * (0.5 + random() / 2), () => {
      isDearWaiting = false
      for (const one of shown()) if (one.isDear) one.askAgain()
    })
  }
  return (heard) => {
    // Who is here and what they write passes all day: no calm ends with it.
    const changes = heard.filter((one) => !isOfOne(one))
    if (changes.length < heard.length) after(random() * jitterMilliseconds, () => ask(heard.filter(isOfOne), true))
    if (changes.length === 0) return
    const isCalm = now() - lastFrameAt > calmMilliseconds
    lastFrameAt = now()
    after(random() * jitterMilliseconds, () => ask(changes, !isCalm))
    if (isCalm) return
    if (waiting.length === 0)
      after(laterMilliseconds * (1 + random() / 3), () => ask(waiting.splice(0, waiting.length), false))
    waiting.push(...changes)
  }
}

const isOfOne = ({ topic }: LiveChange): boolean => topic in pathsOfOne

/** `mustShow`: not what could only gain it. A change without ids may be about anything. */
function concerns({ topic, ids }: LiveChange, one: Shown, mustShow: boolean): boolean {
  if (!pathsOfTopic(topic).some((path) => one.path.startsWith(path))) return false
  const named = Object.values(ids)
  return !mustShow || topic === 'everything' || named.some((id) => one.shows(id))
}
