import { absentIntake, startIntake } from '../evidence/evidence.ts'
import type { Surroundings } from '../platform/context.ts'
import { openProbing } from '../probes/probes.ts'
import type { Parts } from './parts.ts'
import type { Role } from './roles.ts'

/** What takes events in: those of others, and what probes see, also in a worker that takes nothing in for others. */
export async function startIntakes(
  started: AsyncDisposableStack,
  options: Parameters<typeof startIntake>[0],
  which: ReadonlySet<Role>,
): Promise<Pick<Parts, 'intake'> & Pick<Surroundings, 'probing'>> {
  const own = which.has('intake') || which.has('worker') ? await startIntake(options) : absentIntake()
  started.defer(() => own.stop())
  const probing = openProbing(own)
  started.defer(() => probing.stop())
  return { intake: which.has('intake') ? own : absentIntake(), probing }
}
