import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** What a running server leaves in its data folder for the command line of the same machine. */
const RunningServer = z.object({
  url: z.string(),
  smtpPort: z.number(),
  setupToken: z.string(),
  operatorKey: z.string(),
  processId: z.number(),
})
export type RunningServer = z.infer<typeof RunningServer>

const pathIn = (dataFolder: string): string => join(dataFolder, 'server.json')

export async function noteRunning(dataFolder: string, server: RunningServer): Promise<void> {
  // Whoever looks sees the former one or this one, never half of it.
  const path = pathIn(dataFolder)
  await writeFile(`${path}.part`, JSON.stringify(server), { mode: 0o600 })
  await rename(`${path}.part`, path)
}

export const forgetRunning = (dataFolder: string): Promise<void> => rm(pathIn(dataFolder), { force: true })

/** The server that runs on this data folder, if one answers. */
export async function findRunning(dataFolder: string): Promise<RunningServer | undefined> {
  const text = await readFile(pathIn(dataFolder), 'utf8').catch(() => undefined)
  const server = text === undefined ? undefined : RunningServer.parse(JSON.parse(text))
  const answers =
    server &&
    (await fetch(`${server.url}/healthz`).then(
      (response) => response.status,
      () => 0,
    ))
  return answers ? server : undefined
}
