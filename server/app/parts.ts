import type { Intake } from '../evidence/evidence.ts'
import type { MailTransport } from '../mail/mail.ts'
import type { exchangeableClock } from '../platform/clock/clock.ts'
import type { Surroundings } from '../platform/context.ts'
import type { Database } from '../platform/database/open-database.ts'
import type { Records } from '../platform/database/start-records.ts'
import type { Engine } from '../platform/engine/engine.ts'
import type { Jobs } from '../platform/jobs/jobs.ts'
import type { JobKind } from '../platform/jobs/start-jobs.ts'
import type { Role } from './roles.ts'
import type { DemoNetworks } from './demo-networks.ts'

/** What runs inside an app; the installation's routes report on it. */
export interface Parts {
  readonly roles: ReadonlySet<Role>
  /** Of the settings: the first mailboxes of an installation. */
  readonly addresses: { readonly support: string; readonly emergency: string }
  /** Where mail comes in; a free port is known only when it is open. */
  readonly door: { smtpPort: number; readonly host: string }
  readonly records: Records
  readonly database: Database
  readonly engine: Engine
  readonly intake: Intake
  readonly jobs: Jobs
  readonly jobKinds: readonly JobKind[]
  readonly transport: MailTransport
  readonly clock: ReturnType<typeof exchangeableClock>
  readonly openedNetworks: DemoNetworks
  readonly operatorKey: string
  /** Has the demo company move in; resolves with its visitor's sign-in link. Not every process can. */
  readonly playDemo: (() => Promise<string>) | undefined
  readonly surroundings: Surroundings
}
