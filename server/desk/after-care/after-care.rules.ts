/** What is filled into a text that is sent by itself. */
export interface FilledIn {
  readonly name: string
  readonly number: number
  readonly subject: string
}

/** The text as one contact reads it; `{link}` stays, since it is made when the mail is sent. */
export function filledText(text: string, { name, number, subject }: FilledIn): string {
  const values: Readonly<Record<string, string>> = { name, number: String(number), subject }
  return text.replaceAll(/\{(name|number|subject)\}/g, (_, word: string) => values[word] ?? '')
}
