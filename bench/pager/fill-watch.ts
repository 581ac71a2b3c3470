import * as pager from '@bellwether/contract/pager.ts'
import { addPerson, addTeam } from '@bellwether/contract/people.ts'
import type { Caller } from '../../server/testing/caller.ts'
import type { SourceKey } from './sender.ts'

/** Somebody who is paged by a signed webhook of their own. */
export interface Paged {
  readonly id: string
  /** Of their phone at the receiver. */
  readonly path: string
}

export interface WatchTeam {
  readonly id: string
  readonly slug: string
  readonly people: readonly Paged[]
}

let people = 0
let teams = 0

/** A team, each of whose people has a phone at one of these receivers. */
export async function addWatch(ana: Caller, phones: readonly string[]): Promise<WatchTeam> {
  const slug = `watch-${(teams += 1)}`
  const { id } = await ana.call(addTeam, { body: { slug, name: slug } })
  const added: Paged[] = []
  for (const url of phones) {
    const name = `p${(people += 1)}`
    const body = { name, email: `${name}@staff.test`, teams: [slug] }
    const { person } = await ana.call(addPerson, { body })
    const path = `/${name}`
    await ana.call(pager.addContactMethod, {
      params: { id: person.id },
      body: { kind: 'webhook', address: `${url}${path}` },
    })
    added.push({ id: person.id, path })
  }
  return { id, slug, people: added }
}

let sources = 0

/** Sources of alerts, dealt out to these teams in turn. */
export async function addSources(ana: Caller, among: readonly WatchTeam[], count: number): Promise<SourceKey[]> {
  const added: SourceKey[] = []
  for (let n = 0; n < count; n += 1) {
    const { slug = '' } = among[n % among.length] ?? {}
    const body = { team: slug, name: `Source ${(sources += 1)}` }
    const { key } = await ana.call(pager.addAlertSource, { body })
    added.push({ key })
  }
  return added
}
