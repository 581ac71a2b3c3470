import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Permission } from '@bellwether/contract/permissions.ts'
import type { App } from '../app/start-app.ts'
import { createToken } from '../people/people.ts'

const program = fileURLToPath(new URL('../bellwether.ts', import.meta.url))

/** Plays the demo in a process of its own, which knows the server only by its public intakes. */
export async function playDemo(app: App, isResumed: boolean): Promise<{ stop(): void }> {
  const ctx = app.contextFor('bellwether.demo')
  const resumed = isResumed
    ? (await createToken(ctx, { name: 'demo simulator', permissions: Permission.options })).token
    : undefined
  const child = spawn(process.execPath, [program, 'demo', '--by-server', ...(resumed ? ['--resume'] : [])], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...(resumed ? { BELLWETHER_DEMO_TOKEN: resumed } : {}) },
  })
  if (!isResumed) await started(app)
  return { stop: () => void child.kill('SIGTERM') }
}

/** Resolves when the installation has become a demo, so that its sign-in link can be printed. */
async function started(app: App): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const response = await fetch(`${app.url}/api/installation`)
    if (((await response.json()) as { kind: string }).kind === 'demo') return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The demo did not start within a minute.')
}
