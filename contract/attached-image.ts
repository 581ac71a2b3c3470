/* An image of a message that stands in its text, by the name of its file: `![the graph](attached:graph.png)`. */

/** What says so, with what is written for it and the encoded name. */
const inText = /!\[([^\]\n]{0,200})\]\(attached:([\w%.~-]{1,900})\)/g

/** As it is read at one place of a text. */
export const attachedHere = new RegExp(inText.source, 'y')

/** Says that an image stands here. */
export const attachedImage = (fileName: string): string =>
  `![${fileName.replaceAll(/[[\]\n]/g, ' ').slice(0, 200)}](attached:${encoded(fileName)})`

/** No sign of it is one of a format. */
const encoded = (fileName: string): string =>
  encodeURIComponent(fileName).replaceAll(
    /[!'()*_]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )

/** The name of the file; undefined where nobody can have encoded it. */
export function attachedName(written: string): string | undefined {
  try {
    return decodeURIComponent(written)
  } catch {
    return undefined
  }
}

/** The text where no image is shown: each is named at its place. */
export const withNamedImages = (text: string): string => text.replaceAll(inText, '[$1]')
