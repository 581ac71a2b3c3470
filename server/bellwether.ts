#!/usr/bin/env node
import { demo } from './commands/demo.ts'
import { deployWindow } from './commands/deploy-window.ts'
import { doctor } from './commands/doctor.ts'
import { migrateRecords } from './commands/migrate-records.ts'
import { page } from './commands/page.ts'
import { probe } from './commands/probe.ts'
import { serve } from './commands/serve.ts'
import { token } from './commands/token.ts'
import { readSettings, Settings } from './platform/config/settings.ts'

/** A command gets its settings and arguments and resolves with the exit status. */
type Command = (settings: Settings, args: string[]) => Promise<number>

const commands: Record<string, { run: Command; says: string }> = {
  serve: {
    run: serve,
    says: 'start the server; --roles web,worker,intake: some of its work; --demo: an empty folder plays the demo company',
  },
  migrate: { run: migrateRecords, says: 'bring the records to the newest schema' },
  demo: { run: demo, says: 'play the demo company on a running, empty server: [--speed N] [--seed N], or --end it' },
  token: { run: token, says: 'token create NAME [PERMISSION ...]: make a token for a program' },
  page: { run: page, says: 'TEAM TEXT: wake whoever is on call for a team' },
  probe: { run: probe, says: '--token TOKEN: look at what a server is to see from here, as one of its locations' },
  'deploy-window': {
    run: deployWindow,
    says: 'SERVICE: whether anybody would watch customers after a deploy now; 0 go, 1 no, 2 not known',
  },
  doctor: { run: doctor, says: 'say what is wrong with this installation' },
}

function usage(): string {
  const lines = Object.entries(commands).map(([name, { says }]) => `  ${name.padEnd(19)}${says}`)
  const settings = Object.entries(Settings.shape).map(([name, schema]) => `  ${name.padEnd(19)}${schema.description}`)
  return ['Usage: npx bellwether COMMAND', '', ...lines, '', 'Settings, from the environment:', ...settings, ''].join(
    '\n',
  )
}

async function main([name = '', ...args]: string[]): Promise<number> {
  if (['', 'help', '--help'].includes(name)) {
    process.stdout.write(usage())
    return 0
  }
  const command = commands[name]
  if (!command) {
    process.stderr.write(`There is no command "${name}".\n\n${usage()}`)
    return 2
  }
  try {
    return await command.run(readSettings(process.env), args)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    if (process.env['LOG_LEVEL'] === 'debug') process.stderr.write(`${(error as Error).stack}\n`)
    return 1
  }
}

process.exit(await main(process.argv.slice(2)))
