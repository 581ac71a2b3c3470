/** One word for a shell, whatever stands in it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
