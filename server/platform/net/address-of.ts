import { isIPv6 } from 'node:net'

/** What counts as one address where attempts are counted: an IPv6 customer has a /64 of them. */
export function addressOf(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip.replace('::ffff:', '')
  return `${expandIPv6(ip).slice(0, 4).join(':')}::/64`
}

/** The eight groups of an address, as `::` stands for as many zeros as are missing. */
function expandIPv6(ip: string): string[] {
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::')
  const groups = (text: string): string[] => text.split(':').filter((one) => one !== '')
  const missing = 8 - groups(head).length - groups(tail ?? '').length
  return [...groups(head), ...(tail === undefined ? [] : Array<string>(missing).fill('0')), ...groups(tail ?? '')]
}
