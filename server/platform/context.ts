import type { Kysely, Transaction } from 'kysely'
import type { Logger } from 'pino'
import type { Permission } from '@bellwether/contract/permissions.ts'
import type { Clock } from './clock/clock.ts'
import type { Networks } from './net/internal-addresses.ts'
import type { PlatformTables } from './database/platform.tables.ts'
import type { FileStore } from './files/file-store.ts'
import type { FileTexts } from './files/file-texts.ts'
import type { Thumbnails } from './files/thumbnails.ts'
import type { Engine } from './engine/engine.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Attempts } from './http/attempts.ts'
import type { OpenRequests } from './http/open-requests.ts'

/** Somebody on staff. */
export interface ActingPerson {
  readonly personId: string
  readonly name: string
  readonly teamIds: readonly string[]
}

/**
 * Who acts. Every write can say who did it. A program acts in its own name, or for the person who made its
 * token; a contact is somebody at a customer.
 */
export type Actor =
  | ({ kind: 'person'; permissions: ReadonlySet<Permission> } & ActingPerson)
  | {
      kind: 'program'
      tokenId: string
      name: string
      permissions: ReadonlySet<Permission>
      onBehalfOf: ActingPerson | null
    }
  | { kind: 'contact'; contactId: string; customerId: string; name: string; email: string }
  | { kind: 'job'; job: string }
  | { kind: 'nobody' }

/**
 * Places outside a verb's transaction that verbs may use; fixed at start, no module globals. A module that
 * brings one adds it to this interface (as `mail-readers.ts` does) and `start-app.ts` fills it in.
 */
export interface Surroundings {
  readonly clock: Clock
  readonly log: Logger
  /** The evidence engine; throws `evidence-unavailable` where it is off. */
  readonly engine: Engine
  readonly jobs: Jobs
  readonly attempts: Attempts
  /** The requests of this process: whatever nobody watches lets them go first. */
  readonly requests: OpenRequests
  /** Internal networks that webhooks and probes may reach. */
  readonly openedNetworks: Networks
  /** Where mails, and what came with them, are kept. */
  readonly files: FileStore
  readonly thumbnails: Thumbnails
  /** What stands in files. */
  readonly fileTexts: FileTexts
  /** Called while pages go out, so that somebody outside hears when they do not. */
  readonly outsideHeartbeatUrl?: string | undefined
  /** Where people reach this installation, without a trailing slash. */
  readonly baseUrl: string
  /** Folder of this installation's files. */
  readonly dataFolder: string
  /** 256-bit secret of this installation; signs links and mail tokens. */
  readonly secret: Buffer
}

/** Everything a verb may touch. Built per request, per job and per test. */
export interface Context extends Surroundings {
  readonly actor: Actor
  readonly db: Kysely<PlatformTables> | Transaction<PlatformTables>
  readonly requestId: string
  /** Set for a verb that is part of another one, which asked for the right; see `asPart`. */
  readonly isPart?: true
}

/** The instant of the installation's clock: real time, or the demo's. */
export const now = (ctx: Pick<Surroundings, 'clock'>): Date => ctx.clock.now()
