import { z } from 'zod'
import * as customers from './customers.ts'
import * as desk from './desk.ts'
import * as evidence from './evidence.ts'
import * as incidents from './incidents.ts'
import * as declaredIncidents from './incidents-declared.ts'
import * as installation from './installation.ts'
import * as mail from './mail.ts'
import * as pager from './pager.ts'
import * as people from './people.ts'
import * as privacy from './privacy.ts'
import * as probes from './probes.ts'
import { ProblemDetails } from './problem.ts'
import type { AnyRoute } from './route.ts'
import * as signals from './signals.ts'

const modules = {
  installation,
  people,
  mail,
  customers,
  desk,
  evidence,
  signals,
  pager,
  probes,
  incidents: { ...incidents, ...declaredIncidents },
  privacy,
}

const isRoute = (value: unknown): value is AnyRoute =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'answer' in value

/** Every schema that the contract exports, by its name. */
export const namedSchemas: readonly (readonly [string, z.ZodType])[] = [
  ['ProblemDetails', ProblemDetails],
  ...Object.values(modules).flatMap((exports) =>
    Object.entries(exports).flatMap(([name, value]) => (value instanceof z.ZodType ? [[name, value] as const] : [])),
  ),
]

/** Every route of the contract with its name and module, for OpenAPI and for the checks. */
export const allRoutes: readonly { name: string; module: string; route: AnyRoute }[] = Object.entries(modules).flatMap(
  ([module, exports]) =>
    Object.entries(exports).flatMap(([name, value]) => (isRoute(value) ? [{ name, module, route: value }] : [])),
)
