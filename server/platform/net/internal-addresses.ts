import { BlockList, isIP, isIPv6 } from 'node:net'

/**
 * Networks that a stranger on the internet cannot reach, so that no address a person types in may lead
 * there: IANA's special-purpose registries for IPv4 and IPv6 (RFC 6890 and its updates).
 */
const internal = {
  ipv4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ],
  // Translated and tunnelled forms hide an IPv4 address. Mapped ones are judged by the IPv4 list.
  ipv6: [
    '::/96',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
    'fc00::/7',
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
  ],
} as const

export interface Networks {
  has(address: string): boolean
}

/** Reads networks such as `10.1.0.0/16` or `::1`; throws with the one that is none. */
export function networksOf(texts: readonly string[]): Networks {
  const list = new BlockList()
  for (const text of texts) {
    const [address = '', prefix = isIPv6(address) ? '128' : '32'] = text.split('/')
    if (!isIP(address)) throw new Error(`"${text}" is not a network such as 10.1.0.0/16.`)
    list.addSubnet(address, Number(prefix), isIPv6(address) ? 'ipv6' : 'ipv4')
  }
  return { has: (address) => isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4') }
}

const internalNetworks = networksOf([...internal.ipv4, ...internal.ipv6])

/** Whether an address must not be reached: internal, and not in the networks that a setting opens. */
export const isForbiddenAddress = (address: string, opened: Networks): boolean =>
  internalNetworks.has(address) && !opened.has(address)

/** Whether an address names a host of an internal network by itself; what a name leads to is judged when it is posted to. */
export function namesInternalHost(url: string, opened: Networks): boolean {
  const host = new URL(url).hostname.replaceAll(/^\[|\]$/g, '')
  return host === 'localhost' ? !opened.has('127.0.0.1') : isForbiddenAddress(host, opened)
}
