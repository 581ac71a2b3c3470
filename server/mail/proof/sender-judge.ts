import { Resolver } from 'node:dns'
import { said } from '@bellwether/contract/said.ts'
import { type ApartBounds, ApartFailure, openApart } from '../../platform/apart/run-apart.ts'
import type { Networks } from '../../platform/net/internal-addresses.ts'
import type { Sender } from '../reading/sender.rules.ts'
import type { Handover } from './find-sender-facts.ts'
import { senderProof, type SenderProof, unknownProof } from './sender-proof.rules.ts'
import type { SenderFacts } from './sender-facts.ts'

export interface JudgeTask {
  readonly path: string
  readonly handover: Handover
  readonly nameServers: readonly string[]
}

/** Undefined where no name server answered anything. */
export type JudgeAnswer = SenderFacts | undefined

export type ReceivedFrom = Pick<Handover, 'envelopeFrom' | 'remoteAddress' | 'helo'>

/** Judges senders apart from the main loop. Never rejects: where nothing can be found out the proof says so. */
export interface SenderJudge {
  /** Finds out, from the raw mail at this path; what it means for a sender is known when the mail is read. */
  judge(path: string, from: ReceivedFrom): Promise<(sender: Sender | undefined) => SenderProof>
  stop(): Promise<void>
}

export interface JudgeSettings {
  readonly nameServers: readonly string[]
  /** Our own relays. This machine itself is one of them. */
  readonly relays: Networks
  readonly relayName: string | undefined
}

const usual: ApartBounds = { processes: 1, deadlineMilliseconds: 15_000, memoryMegabytes: 256, waitingMax: 1_000 }

/** Where no name server answers, mails do not wait for one again and again. */
const silenceMilliseconds = 60_000

/** Opens the judging of mails. */
export function openSenderJudge(settings: JudgeSettings, bounds = usual): SenderJudge {
  const apart = openApart<JudgeTask, JudgeAnswer>(new URL('sender-judge-process.ts', import.meta.url), bounds)
  const { nameServers, relays, relayName } = settings
  // Says at the start what is wrong with the setting.
  if (nameServers.length > 0) new Resolver().setServers(nameServers)
  let askAgainAt = 0
  return {
    judge: async (path, from) => {
      const silent = unknownProof(said`no name server answered`)
      if (performance.now() < askAgainAt) return () => silent
      const isRelayed = isThisMachine(from.remoteAddress) || relays.has(from.remoteAddress)
      const handover = { ...from, isRelayed, relayName }
      try {
        const facts = await apart.run({ path, handover, nameServers })
        if (facts) return (sender) => senderProof(sender, facts)
        askAgainAt = performance.now() + silenceMilliseconds
        return () => silent
      } catch (error) {
        if (!(error instanceof ApartFailure)) throw error
        return () => unknownProof(reasons[error.why])
      }
    },
    stop: () => apart.stop(),
  }
}

const isThisMachine = (address: string): boolean => address === '127.0.0.1' || address === '::1'

const reasons: Readonly<Record<ApartFailure['why'], string>> = {
  'too-slow': said`the check took too long`,
  failed: said`the check failed`,
  'too-busy': said`too many mails were to be checked`,
  'not-started': said`the check did not start`,
  stopped: said`the server stopped`,
}
