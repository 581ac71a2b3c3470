/** The text as one contact will read it. */
export const filledFor = (text: string, reader: { name: string; site: string }): string =>
  text.replaceAll('{name}', reader.name).replaceAll('{site}', reader.site)

export const firstTelling = `Hello {name},

the errors you reported on {site} have stopped. A change on our side caused them; we have taken it back and watched until no further error appeared.

Please write to us in this mail if you still see any.`
