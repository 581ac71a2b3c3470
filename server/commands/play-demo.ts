import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Permission } from '@bellwether/contract/permissions.ts'
import { visitorSignInUrl } from '../app/demo-mode.ts'
import type { App } from '../app/start-app.ts'
import { createToken } from '../people/people.ts'

const program = fileURLToPath(new URL('../bellwether.ts', import.meta.url))

/** Plays the demo in a process of its own, which knows the server only by its public intakes. */
export interface DemoPlayer {
  /** Resolves with the visitor's sign-in link as soon as the installation is a demo. */
  begin(app: App): Promise<string>
  /** Goes on with a demo that was there when the server started. */
  resume(app: App): Promise<void>
  stop(): void
}

export function openDemoPlayer(): DemoPlayer {
  let child: ChildProcess | undefined
  const play = (args: readonly string[], environment: Record<string, string> = {}): ChildProcess => {
    child?.kill('SIGTERM')
    child = spawn(process.execPath, [program, 'demo', '--by-server', ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    })
    return child
  }
  return {
    begin: async (app) => {
      await started(app, play([]))
      return visitorSignInUrl(app.contextFor('bellwether.demo'))
    },
    resume: async (app) => {
      const ctx = app.contextFor('bellwether.demo')
      const { token } = await createToken(ctx, { name: 'demo simulator', permissions: Permission.options })
      play(['--resume'], { BELLWETHER_DEMO_TOKEN: token })
    },
    stop: () => void child?.kill('SIGTERM'),
  }
}

/** Resolves when the installation has become a demo. */
async function started(app: App, player: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600 && player.exitCode === null; attempt += 1) {
    const response = await fetch(`${app.url}/api/installation`)
    if (((await response.json()) as { kind: string }).kind === 'demo') return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The demo did not start within a minute.')
}
