import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { decode, encode, type Answer } from 'dns-packet'

/** A real name server on this machine that knows a few texts; every other name does not exist. */
export interface NameServer {
  /** As the setting takes it. */
  readonly address: string
  /** How many questions came. */
  questions(): number
  stop(): void
}

/** `texts` are TXT records by name; `isSilent` answers nothing. */
export async function openNameServer(
  texts: Readonly<Record<string, string>>,
  { isSilent = false } = {},
): Promise<NameServer> {
  const socket = createSocket('udp4')
  let questions = 0
  socket.on('message', (packet, from) => {
    const query = decode(packet)
    questions += 1
    if (isSilent) return
    const [question] = query.questions ?? []
    const name = question?.name.toLowerCase() ?? ''
    const text = question?.type === 'TXT' ? texts[name] : undefined
    const answers: Answer[] =
      text === undefined ? [] : [{ type: 'TXT', name, ttl: 1, data: text.match(/.{1,200}/g) ?? [] }]
    const noSuchName = 3
    const flags = text === undefined ? noSuchName : 0
    const packed = encode({ type: 'response', id: query.id ?? 0, flags, questions: query.questions ?? [], answers })
    socket.send(packed, from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions: () => questions,
    stop: () => void socket.close(),
  }
}
