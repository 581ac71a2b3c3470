import type { Rota, RotaLayer, RotaTurn, RotaWindow } from '@bellwether/contract/pager.ts'
import { browserZone } from '../../ui/zones.ts'

/** A layer as the form holds it. */
export interface LayerValues {
  /** Of a layer that there is. */
  id: string | undefined
  name: string
  timeZone: string
  every: number | string
  unit: RotaTurn['unit']
  handOverTime: string
  startsOn: string
  counts: RotaLayer['counts']
  /** Around the clock, or in these hours of the week. */
  isAlways: boolean
  hours: RotaWindow[]
  people: string[]
}

export interface RotaValues {
  team: string | null
  name: string
  work: string
  layers: LayerValues[]
}

export const officeHours = (): RotaWindow => ({
  days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  from: '09:00',
  until: '17:00',
  daysLater: 0,
})

export const blankLayer = (today: string, timeZone = browserZone): LayerValues => ({
  id: undefined,
  name: '',
  timeZone,
  every: 1,
  unit: 'week',
  handOverTime: '09:00',
  startsOn: today,
  counts: 'worked',
  isAlways: true,
  hours: [],
  people: [],
})

/** What the form begins with: the rota that is changed, or an empty one. */
export function valuesOf(rota: Rota | null, begun: { team: string | null; name: string; today: string }): RotaValues {
  if (rota === null) return { team: begun.team, name: begun.name, work: 'paging', layers: [blankLayer(begun.today)] }
  const layers = rota.layers.map(({ turn, people, ...layer }) => ({
    ...layer,
    every: turn.every,
    unit: turn.unit,
    isAlways: layer.hours.length === 0,
    people: people.map(({ id }) => id),
  }))
  const some = layers.length === 0 ? [blankLayer(begun.today)] : layers
  return { team: rota.team.slug, name: rota.name, work: rota.work.slug, layers: some }
}

/** The layers as the contract has them. */
export const layersOf = (layers: readonly LayerValues[]) =>
  layers.map(({ id, every, unit, isAlways, hours, ...layer }) => ({
    ...(id === undefined ? {} : { id }),
    ...layer,
    turn: { every: Number(every), unit },
    hours: isAlways ? [] : hours,
  }))

const ofWindow = new Set(['days', 'from', 'until', 'daysLater'])
const ofLayer = new Set(['name', 'timeZone', 'handOverTime', 'startsOn', 'counts', 'hours', 'people'])

/** The field of the form that a pointer of a refusal means: `/layers/1/people/0` is `layers.1.people`. */
export function fieldAt(pointer: string): string | undefined {
  const [first = '', place, field = '', ...rest] = pointer.replace(/^#?\/(?:body\/)?/, '').split('/')
  if (first !== 'layers') return ['team', 'name', 'work'].includes(first) ? first : undefined
  if (place === undefined) return undefined
  if (field === 'turn') return `layers.${place}.every`
  const isOfWindow = field === 'hours' && ofWindow.has(rest[1] ?? '')
  if (isOfWindow) return `layers.${place}.hours.${rest.slice(0, 2).join('.')}`
  return ofLayer.has(field) ? `layers.${place}.${field}` : undefined
}
