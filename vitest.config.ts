import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tools/test-order.ts'

export default defineConfig({
  test: {
    include: [
      'contract/**/*.test.ts',
      'server/**/*.test.ts',
      'console/**/*.test.{ts,tsx}',
      'tools/**/*.test.ts',
      'stories/**/*.test.ts',
      'browser-tests/**/*.test.ts',
    ],
    globalSetup: ['server/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Waiting for what must come is not a measurement: a busy machine may take its time.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    maxWorkers: 3,
    // The files share what they import: loading the server anew for each took a third of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
})
