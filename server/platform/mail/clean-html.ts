import sanitizeHtml from 'sanitize-html'

/** Keeps the structure of a mail and nothing that loads, runs or posts: images become their alt text. */
export function cleanHtml(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [...sanitizeHtml.defaults.allowedTags.filter((tag) => tag !== 'img'), 'del', 'ins'],
    allowedAttributes: { a: ['href', 'rel', 'target'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    nonTextTags: ['style', 'script', 'textarea', 'option', 'noscript', 'title', 'xml'],
    transformTags: {
      img: (_tag, attributes) => ({
        tagName: 'span',
        attribs: {},
        text: attributes['alt'] ? `[${attributes['alt']}]` : '',
      }),
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
