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
import { privacyRoutes } from '../privacy/privacy.routes.ts'
import { probesRoutes } from '../probes/probes.routes.ts'
import type { Role } from './roles.ts'
import { signalsRoutes } from '../signals/signals.routes.ts'

/** What a process with these roles answers: everything, or the intake of evidence alone. */
export function routesOf(roles: ReadonlySet<Role>, intake: Intake): HandledRoute[] {
  if (roles.has('web')) return moduleRoutes(intake)
  return roles.has('intake') ? evidenceRoutes(intake) : []
}

/** Every route of every module. */
const moduleRoutes = (intake: Intake): HandledRoute[] => [
  ...peopleRoutes,
  ...mailRoutes(recoverMail),
  ...customersRoutes,
  ...evidenceRoutes(intake),
  ...pagerRoutes,
  ...deskRoutes,
  ...signalsRoutes,
  ...probesRoutes,
  ...incidentsRoutes,
  ...privacyRoutes,
]
