import { createHmac } from 'node:crypto'
import type { Context } from '../../platform/context.ts'
import { signToken } from '../../platform/links/signed-token.ts'

/** Fifty bits, in letters and digits that nobody confuses. */
const codeLength = 10

/** What somebody writes to answer one notification; the same at every attempt. Of the signature alone: its last sign is not whole. */
export const answerCode = ({ secret }: Pick<Context, 'secret'>, notificationId: string): string =>
  signToken(secret, 'irc-answer', notificationId).slice(-codeLength - 1, -1)

/** By which a notification is found whose code somebody writes; the code itself stands nowhere. */
export const answerKey = ({ secret }: Pick<Context, 'secret'>, code: string): Buffer =>
  createHmac('sha256', secret).update('irc-answer-key\0').update(code.toLowerCase()).digest()
