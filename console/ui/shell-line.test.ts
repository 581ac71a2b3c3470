import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { quoted } from './shell-line.ts'

test.each(['plain', "o'neill@acme.test", '$(id) `id` "x" \\ %s !', "''", ''])('a shell reads %s as it is', (text) => {
  expect(execFileSync('sh', ['-c', `printf %s ${quoted(text)}`]).toString()).toBe(text)
})
