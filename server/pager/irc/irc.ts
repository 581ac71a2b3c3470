import { type Brake, openBrake } from './brake.ts'
import type { IrcAddress } from './irc-address.ts'
import type { IrcConnection } from './irc-connection.ts'

/** IRC as this process knows it: one of all processes is connected. */
export interface Irc {
  readonly address: IrcAddress
  /** Undefined while another process, or none, speaks there. */
  connection: IrcConnection | undefined
  readonly wrongCodes: Brake
  /** What is answered in a channel. */
  readonly roomAnswers: Brake
}

/** Who tries more codes than this that are none is not heard for a while. */
const wrongCodes = { max: 5, windowSeconds: 600 }

const roomAnswers = { max: 12, windowSeconds: 60 }

export const openIrc = (address: IrcAddress): Irc => ({
  address,
  connection: undefined,
  wrongCodes: openBrake(wrongCodes),
  roomAnswers: openBrake(roomAnswers),
})
