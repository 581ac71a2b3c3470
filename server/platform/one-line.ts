/** A text that stands in one line, e.g. a subject or a name: no breaks, no runs of blanks. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
