import type { Report } from '@bellwether/contract/incidents.ts'

/** The text as one contact will read it. */
export const filledFor = (text: string, reader: { name: string; site: string }): string =>
  text.replaceAll('{name}', reader.name).replaceAll('{site}', reader.site)

const recovered = `Hello {name},

the errors you reported on {site} have stopped. A change on our side caused them; we have taken it back and watched until no further error appeared.

Please write to us in this mail if you still see any.`

const underWay = `Hello {name},

we have found the cause of the errors you reported on {site} and are removing it now. You will hear from us again as soon as they have stopped.`

/** What is offered to say; it claims no more than the state of the report does. */
export const firstTelling = (state: Report['state']): string =>
  state === 'recovered' || state === 'told' ? recovered : underWay
