import { customersRoutes } from '../customers/customers.routes.ts'
import { recoverMail } from '../desk/desk.ts'
import { deskRoutes } from '../desk/desk.routes.ts'
import { incidentsRoutes } from '../incidents/incidents.routes.ts'
import { pagerRoutes } from '../pager/pager.routes.ts'
import { evidenceRoutes } from '../evidence/evidence.routes.ts'
import type { Intake } from '../evidence/evidence.ts'
import type { HandledRoute } from '../platform/http/handle.ts'
import { mailRoutes } from '../mail/mail.routes.ts'
import { peopleRoutes } from '../people/people.routes.ts'
import { signalsRoutes } from '../signals/signals.routes.ts'

/** Every route of every module. */
export const moduleRoutes = (intake: Intake): HandledRoute[] => [
  ...peopleRoutes,
  ...mailRoutes(recoverMail),
  ...customersRoutes,
  ...evidenceRoutes(intake),
  ...pagerRoutes,
  ...deskRoutes,
  ...signalsRoutes,
  ...incidentsRoutes,
]
