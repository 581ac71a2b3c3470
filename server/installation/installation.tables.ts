import type { Generated } from 'kysely'
import type { Context } from '../platform/context.ts'

export type InstallationTables = {
  'installation.installation': {
    id: Generated<number>
    name: string | null
    kind: 'empty' | 'demo' | 'regular'
    secret: Buffer
    /** Rises when everything is erased. */
    life: Generated<number>
    demoStartsAt: Date | null
    demoAnchoredAt: Date | null
    demoSpeed: number | null
    /** The clock hurries until it shows this. */
    demoJumpsTo: Date | null
    /** How much of what was before the visitor's evening has been sent, 0 to 1. */
    demoTold: number | null
    demoSays: string | null
    demoToldUntil: Date | null
    firstStepsPutAwayAt: Generated<Date | null>
  }
}

export const installationDb = ({ db }: Pick<Context, 'db'>) => db.withTables<InstallationTables>()
