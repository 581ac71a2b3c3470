import { expect, test } from 'vitest'
import { networksOf } from '../platform/net/internal-addresses.ts'
import { demoNetworks, type Reached } from './demo-networks.ts'

const opened = networksOf(['10.1.0.0/16'])
const alone: Reached = { host: '127.0.0.1', baseUrl: undefined, isBehindProxy: false }

test.each([
  alone,
  { ...alone, host: 'localhost', baseUrl: 'http://localhost:7070' },
  { ...alone, host: '::1', baseUrl: 'http://[::1]:7070' },
])('a demo opens its own machine while it is one: %j', (reached) => {
  const networks = demoNetworks(opened, reached, false)
  expect(networks.has('127.0.0.1')).toBe(false)
  networks.setDemo(true)
  expect(['127.0.0.1', '::1', '169.254.169.254'].map((address) => networks.has(address))).toEqual([true, true, false])
  networks.setDemo(false)
  expect(networks.has('127.0.0.1')).toBe(false)
})

test.each([
  { host: '0.0.0.0' },
  { host: '::' },
  { host: '192.0.2.1' },
  { host: 'desk.example' },
  { isBehindProxy: true },
  { baseUrl: 'https://desk.example' },
])('a demo that others reach opens nothing: %j', (how) => {
  const networks = demoNetworks(opened, { ...alone, ...how }, true)
  networks.setDemo(true)
  expect([networks.has('127.0.0.1'), networks.has('10.1.2.3')]).toEqual([false, true])
})
