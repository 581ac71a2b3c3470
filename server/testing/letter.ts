import { randomUUID } from 'node:crypto'

export interface Letter {
  readonly from: string
  readonly to?: string
  readonly subject?: string
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A plain mail as a person's program writes it; `headers` adds or replaces. */
export function letter(over: Letter): { raw: string; envelope: { from: string; to: string[] }; messageId: string } {
  const to = over.to ?? 'support@desk.test'
  const messageId = over.headers?.['Message-ID'] ?? `<${randomUUID()}@customer.test>`
  const address = /<(.+)>/.exec(over.from)?.[1] ?? over.from
  const headers = {
    From: over.from,
    To: to,
    Subject: over.subject ?? 'A question',
    'Message-ID': messageId,
    Date: 'Fri, 16 Jan 2026 18:30:00 +0000',
    ...over.headers,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return { raw: [...lines, '', over.text ?? 'Why?', ''].join('\r\n'), envelope: { from: address, to: [to] }, messageId }
}
