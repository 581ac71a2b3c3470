import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import packaged, { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const args = [
  '--headless=shell',
  '--no-sandbox',
  '--no-zygote',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--font-render-hinting=none',
]

/** The browser that npm brings, else the system's; or why there is none. */
export async function openBrowser(): Promise<{ browser: Browser } | { reason: string }> {
  const reasons: string[] = []
  for (const launch of [launchPackaged, launchPackagedWithItsLibraries, launchSystem]) {
    try {
      return { browser: await onceUnpacked(launch) }
    } catch (error) {
      reasons.push((error as Error).message.split('\n')[0] ?? '')
    }
  }
  return { reason: reasons.join(' | ') }
}

/** While another process still unpacks the browser its file is being written, and nobody can run it. */
async function onceUnpacked(launch: () => Promise<Browser>): Promise<Browser> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await launch()
    } catch (error) {
      if (attempt === 100 || !(error as Error).message.includes('ETXTBSY')) throw error
      await sleep(200)
    }
  }
}

const launchPackaged = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await packaged.executablePath(), args })

/** On a machine without the libraries that a browser needs, the package's own serve. */
async function launchPackagedWithItsLibraries(): Promise<Browser> {
  const files = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..', 'bin')
  await inflate(join(files, 'al2023.tar.br'))
  const env = { ...process.env, LD_LIBRARY_PATH: join(tmpdir(), 'al2023', 'lib') }
  return chromium.launch({ executablePath: await packaged.executablePath(), args, env })
}

async function launchSystem(): Promise<Browser> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
  if (executablePath === undefined) throw new Error('no browser is installed on this machine')
  return chromium.launch({ executablePath, args })
}
