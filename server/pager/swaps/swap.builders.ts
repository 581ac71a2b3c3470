import * as pager from '@bellwether/contract/pager.ts'
import type { Caller } from '../../testing/caller.ts'
import type { World } from '../../testing/start-world.ts'
import { rotaBuilders } from '../pager.builders.ts'

interface Hours {
  readonly startsAt: string
  readonly endsAt: string
}

const minuteMs = 60_000

/** Shifts of a world that are asked for, and taken. */
export function swapBuilders(world: () => World) {
  const rotas = rotaBuilders(world)
  return {
    ...rotas,
    /** So many hours from now until so many, on whole minutes: the clock may stand anywhere. */
    hoursAhead(from: number, until: number): Hours {
      const start = Math.ceil(world().clock.now().getTime() / minuteMs) * minuteMs
      const at = (hours: number): string => new Date(start + hours * 60 * minuteMs).toISOString()
      return { startsAt: at(from), endsAt: at(until) }
    },
    /** A rota of Paris on which the first of the team is on, the second from Monday. */
    async givenRota(size = 3, inTurn = 2) {
      const team = await rotas.givenTeam(size)
      const people = team.people as [Caller, Caller, Caller]
      const rota = await rotas.add(team, 'Days', ...people.slice(0, inTurn))
      return { team, people, rota: rota.id }
    },
    ask: (who: Caller, body: Hours & { rota: string; note?: string; to?: string }) =>
      who.call(pager.askForCover, { body }),
    take: (id: string, anyway = false) => ({ params: { id }, body: { anyway } }),
    /** The names of those who are on, one after the other. */
    async on(rota: string, { startsAt, endsAt }: Hours): Promise<string[]> {
      const query = { from: startsAt, to: endsAt }
      const { shifts } = await world().ana.call(pager.listShifts, { params: { id: rota }, query })
      return shifts.map((one) => one.person.name)
    },
  }
}
