import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Permission } from '@bellwether/contract/permissions.ts'
import { visitorSignInUrl } from '../app/demo-mode.ts'
import type { App } from '../app/start-app.ts'
import { loadInstallation, resumeDemo } from '../installation/installation.ts'
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

const againMillisecondsMin = 1000
const againMillisecondsMax = 60_000

export function openDemoPlayer(): DemoPlayer {
  let child: ChildProcess | undefined
  let isStopped = false
  let againMilliseconds = againMillisecondsMin

  const play = (app: App, args: readonly string[], environment: Record<string, string> = {}): ChildProcess => {
    const player = spawn(process.execPath, [program, 'demo', '--by-server', ...args], {
      // The channel ends with the server, however that ends: then nobody plays on for it.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...environment },
    })
    child = player
    player.on('error', (error) =>
      app.contextFor('bellwether.demo').log.error({ error: error.message }, 'no demo player'),
    )
    // One that ends because the demo did says 0; whatever else ended it, the story goes on.
    player.on('exit', (code) => {
      if (code !== 0 && !isStopped && child === player) playAgain(app)
    })
    return player
  }
  const playOn = async (app: App): Promise<void> => {
    const ctx = app.contextFor('bellwether.demo')
    // Meanwhile it may have ended, and the installation be somebody's own.
    if ((await loadInstallation(ctx.db)).kind !== 'demo') return
    const { token } = await createToken(ctx, { name: 'demo simulator', permissions: Permission.options })
    play(app, ['--resume'], { BELLWETHER_DEMO_TOKEN: token })
  }
  const playAgain = (app: App): void => {
    const { log } = app.contextFor('bellwether.demo')
    log.warn({ againMilliseconds }, 'the demo player ended; it is started again')
    setTimeout(() => {
      if (!isStopped) playOn(app).catch(() => playAgain(app))
    }, againMilliseconds).unref()
    againMilliseconds = Math.min(againMilliseconds * 2, againMillisecondsMax)
  }
  let beginning: Promise<void> | undefined
  return {
    begin: async (app) => {
      // Two who ask at once get one demo.
      beginning ??= started(app, play(app, [])).finally(() => (beginning = undefined))
      await beginning
      return visitorSignInUrl(app.contextFor('bellwether.demo'))
    },
    resume: async (app) => {
      await resumeDemo(app.contextFor('bellwether.demo'))
      await playOn(app)
    },
    stop: () => {
      isStopped = true
      child?.kill('SIGTERM')
    },
  }
}

/** Resolves when the installation has become a demo. */
async function started(app: App, player: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600 && isRunning(player); attempt += 1) {
    const response = await fetch(`${app.url}/api/installation`)
    if (((await response.json()) as { kind: string }).kind === 'demo') return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The demo did not start within a minute.')
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null
