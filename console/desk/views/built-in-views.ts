import { builtInViews as views, type TicketView } from '@bellwether/contract/desk-views.ts'
import { translated } from '../../ui/words.ts'

const inWords = <V extends TicketView>(view: V): V => ({
  ...view,
  name: translated(view.name),
  about: translated(view.about),
})

const [first, ...others] = views

/** The views that every queue has, the whole queue first, in the language of the reader. */
export const builtInViews = [inWords(first), ...others.map(inWords)] as const
