import { type Brake, openBrake } from './brake.ts'
import type { IrcAddress } from './irc-address.ts'
import type { IrcConnection } from './irc-connection.ts'
import { openWrongCodes, type WrongCodes } from './wrong-codes.ts'

/** IRC as this process knows it: one of all processes is connected. */
export interface Irc {
  readonly address: IrcAddress
  /** Undefined while another process, or none, speaks there. */
  connection: IrcConnection | undefined
  readonly wrongCodes: WrongCodes
  /** What is answered in a channel. */
  readonly roomAnswers: Brake
}

const roomAnswers = { max: 12, windowSeconds: 60 }

export const openIrc = (address: IrcAddress): Irc => ({
  address,
  connection: undefined,
  wrongCodes: openWrongCodes(),
  roomAnswers: openBrake(roomAnswers),
})
