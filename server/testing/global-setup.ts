import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { TestProject } from 'vitest/node'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabase } from '../platform/database/open-database.ts'
import { jobOf } from '../platform/events/event.ts'
import { openJobs } from '../platform/jobs/start-jobs.ts'
import { mailCertificate } from '../mail/mail-certificate.ts'
import { subscriptions } from '../app/subscriptions.ts'
import { startTestPostgres, testAddress } from './test-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    socketFolder: string
    /** Key and certificate of every mail listener: making one takes longer than the rest of a start. */
    certificatePath: string
  }
}

/** One server for the whole run and one migrated template; each test file gets a copy of it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const version = process.env['TEST_POSTGRES'] === '15' ? '15' : 'embedded'
  const postgres = await startTestPostgres(version)
  process.stdout.write(`Tests run on PostgreSQL ${postgres.version}\n`)
  const log = pino({ level: 'silent' })
  const server = openDatabase(testAddress(postgres.socketFolder, 'postgres'), log)
  await createDatabase(server, 'template')
  const template = openDatabase(testAddress(postgres.socketFolder, 'template'), log)
  await migrate(template.kysely as never)
  await template.close()
  const jobs = await openJobs(testAddress(postgres.socketFolder, 'template'), subscriptions.map(jobOf), log)
  await jobs.boss.stop({ graceful: false })
  await server.close()
  project.provide('socketFolder', postgres.socketFolder)
  const folder = mkdtempSync(join(tmpdir(), 'bw-certificate-'))
  await mailCertificate({ cert: undefined, key: undefined }, folder)
  project.provide('certificatePath', join(folder, 'smtp-tls.pem'))
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function createDatabase(server: ReturnType<typeof openDatabase>, name: string): Promise<void> {
  const { CompiledQuery } = await import('kysely')
  await server.kysely.executeQuery(CompiledQuery.raw(`create database "${name}"`))
}
