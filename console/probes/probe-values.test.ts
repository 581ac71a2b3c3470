import type { Check, Probe } from '@bellwether/contract/probes.ts'
import { expect, test } from 'vitest'
import { probeOf, valuesOf } from './probe-values.ts'

const checks: readonly Check[] = [
  {
    kind: 'http',
    url: 'https://shop.test/',
    method: 'HEAD',
    statuses: '200, 204',
    text: null,
    header: { name: 'x-version', value: '' },
    followsRedirects: false,
    family: '6',
    certificateDays: null,
  },
  { kind: 'tcp', host: 'db.test', port: 5432, family: '4' },
  { kind: 'dns', name: 'shop.test', type: 'MX', value: '10 mail.test', server: { address: '192.0.2.1', port: 5353 } },
  { kind: 'dns', name: 'shop.test', type: 'TXT', value: null, server: null },
]

test.each(checks)('a probe is in the form what it is: %j', (check) => {
  const written = {
    name: 'Shop',
    check,
    timeoutSeconds: 5,
    tries: 2,
    service: 'shop',
    site: 'shop.test',
    locations: ['here', 'fra'],
  }
  for (const intervalSeconds of [20, 90, 300, 7200]) {
    const probe = { ...written, intervalSeconds, team: { id: '1', slug: 'web', name: 'Web' } } as Probe
    expect(probeOf(valuesOf(probe))).toEqual({ ...written, intervalSeconds, team: 'web' })
  }
})
