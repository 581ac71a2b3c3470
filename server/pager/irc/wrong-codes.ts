import { openBrake } from './brake.ts'

interface Asking {
  readonly nick: string
  readonly host: string
}

/** Who tries codes that are none is heard no more for a while, whatever they call themselves and from wherever they come. */
export interface WrongCodes {
  /** Whether somebody tried so many that nothing they say is looked at. */
  silences(who: Asking): boolean
  /** Whether so many were tried from there, or in all, that only who has a code of their own is heard. */
  isLoud(who: Asking): boolean
  /** Counts once more; whether that was one too many. */
  note(who: Asking): boolean
}

const windowSeconds = 600

export function openWrongCodes(): WrongCodes {
  const ofNick = openBrake({ max: 5, windowSeconds })
  // A host may be the gateway of many people.
  const ofHost = openBrake({ max: 25, windowSeconds })
  const inAll = openBrake({ max: 100, windowSeconds })
  const nickOf = ({ nick, host }: Asking): string => `${nick}!${host}`.toLowerCase()
  const hostOf = ({ host }: Asking): string => host.toLowerCase()
  return {
    silences: (who) => ofNick.holds(nickOf(who)),
    isLoud: (who) => ofHost.holds(hostOf(who)) || inAll.holds(all),
    note: (who) => [ofNick.note(nickOf(who)), ofHost.note(hostOf(who)), inAll.note(all)].includes(true),
  }
}

const all = ''
