import sanitizeHtml from 'sanitize-html'

/**
 * Keeps the structure of a mail and nothing that loads, runs or posts. An image that the mail brings along
 * becomes a place with its id, any other its description; `placeOf` says which it is.
 */
export function cleanHtml(
  html: string,
  placeOf: (source: string) => { contentId: string; name: string } | undefined = () => undefined,
): string {
  return sanitizeHtml(html, {
    allowedTags: [...sanitizeHtml.defaults.allowedTags.filter((tag) => tag !== 'img'), 'del', 'ins'],
    allowedAttributes: {
      a: ['href', 'rel', 'target'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
      span: ['data-image'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    nonTextTags: ['style', 'script', 'textarea', 'option', 'noscript', 'title', 'xml'],
    transformTags: {
      span: () => ({ tagName: 'span', attribs: {} }),
      img: (_tag, attributes) => {
        const place = placeOf((attributes['src'] ?? '').trim())
        const description = place?.name ?? attributes['alt'] ?? ''
        return {
          tagName: 'span',
          attribs: place ? { 'data-image': place.contentId } : {},
          text: description ? `[image: ${description}]` : '',
        }
      },
      a: (_tag, attributes) => ({
        tagName: 'a',
        attribs: {
          ...(attributes['href'] ? { href: attributes['href'] } : {}),
          rel: 'noopener noreferrer',
          target: '_blank',
        },
      }),
    },
  })
}
