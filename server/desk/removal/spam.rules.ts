/** Enough for any name of a machine. */
const labelsMax = 10

/** An address, and each domain that it is under, as they may be blocked: `a@b.example.com`, `@b.example.com`, `@example.com`. */
export function sendersAbove(address: string): string[] {
  const labels = address
    .slice(address.lastIndexOf('@') + 1)
    .split('.')
    .slice(-labelsMax)
  const domains = labels.slice(0, -1).map((_, at) => `@${labels.slice(at).join('.')}`)
  return [address, ...domains]
}

type Headers = ReadonlyMap<string, string>

/**
 * Which header of a mail says that a filter on its way held it for spam, as SpamAssassin, rspamd and Exchange write it;
 * undefined where none does; of several of one name any counts. A sender can forge it, and puts nobody's mail but their own into spam.
 */
export function spamHeader(headers: Headers): string | undefined {
  const isYes = (name: string): boolean => /^\s{0,20}(?:yes|true)\b/im.test(headers.get(name) ?? '')
  const yes = ['x-spam-flag', 'x-spam-status', 'x-spam'].find(isYes)
  if (yes !== undefined) return yes
  if (/(?:^|;)\s*SFV:(?:SPM|SKB|BLK)\s*(?:;|$)/i.test(headers.get('x-forefront-antispam-report') ?? ''))
    return 'x-forefront-antispam-report'
  const level = Number(/^\s*(\d{1,2})\s*$/.exec(headers.get('x-ms-exchange-organization-scl') ?? '')?.[1] ?? 0)
  return level >= sureLevel ? 'x-ms-exchange-organization-scl' : undefined
}

/** Of Exchange's spam confidence levels, -1 to 9: from here on it is put into the junk folder. */
const sureLevel = 5
