import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const log = new URL('../server/evidence/explanation/web-traffic/semicomplete.csv.gz', import.meta.url)

export interface RealRequest {
  readonly timestamp: string
  readonly 'customer.id': string
  readonly [attribute: string]: string | number
}

/**
 * The requests of a real site over four days, as if they began at `startsAt`: its clients, bursts, bots and
 * failures, whatever our own generator believes. A host is drawn from the client, as a balancer would.
 */
export function realRequests(startsAt: Date): RealRequest[] {
  const [, ...lines] = gunzipSync(readFileSync(log)).toString().trim().split('\n')
  return lines.map((line) => {
    const [seconds = '', client = '', method = '', section = '', status = '', agent = ''] = line.split(',')
    return {
      timestamp: new Date(startsAt.getTime() + Number(seconds) * 1000).toISOString(),
      kind: 'request',
      'service.name': 'web',
      'host.name': `web-${Number(client) % 23}`,
      'customer.id': `client-${client}`,
      'http.request.method': method,
      'url.path': section,
      'http.response.status_code': Number(status),
      agent,
      ...(Number(status) >= 400 ? { 'error.message': `${status} for ${section.split('/')[1] ?? ''}` } : {}),
    }
  })
}
