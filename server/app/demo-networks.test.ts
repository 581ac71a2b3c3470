import { expect, test } from 'vitest'
import { networksOf } from '../platform/net/internal-addresses.ts'
import { demoNetworks } from './demo-networks.ts'

const opened = networksOf(['10.1.0.0/16'])

test('a demo opens its own machine, while it is one and where only its own machine reaches it', () => {
  const networks = demoNetworks(opened, { host: '127.0.0.1', isDemo: false })
  expect(networks.has('127.0.0.1')).toBe(false)
  networks.setDemo(true)
  expect([networks.has('127.0.0.1'), networks.has('::1'), networks.has('169.254.169.254')]).toEqual([true, true, false])
  networks.setDemo(false)
  expect(networks.has('127.0.0.1')).toBe(false)
})

test.each(['0.0.0.0', '::', '192.0.2.1', 'desk.example'])('a demo that is reached at %s opens nothing', (host) => {
  const networks = demoNetworks(opened, { host, isDemo: true })
  networks.setDemo(true)
  expect([networks.has('127.0.0.1'), networks.has('10.1.2.3')]).toEqual([false, true])
})
