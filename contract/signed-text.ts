export const signatureLettersMax = 2000

/** A text as it is mailed: mail programs know by the line of two dashes where what was said ends. */
export const signedText = (text: string, signature: string): string =>
  signature.trim() === '' ? text : `${text.trimEnd()}\n\n-- \n${signature.trim()}`
