import { eventKind } from '../events/event.ts'

export const mailReceived = eventKind<{ mailId: string }>('platform.mail-received')
