import type { ReactNode } from 'react'

const links = /(https?:\/\/[^\s<>"'`]{1,2000})/

/** A text in which addresses of the web can be followed, without what only ends a sentence. */
export function LinkedText({ text }: { text: string }): ReactNode {
  return text.split(links).map((part, place) => {
    // Of what is split by a group every second part is what it found.
    if (place % 2 === 0) return part
    const href = part.replace(/[.,;:!?)\]}]+$/, '')
    return (
      <span key={place}>
        <a href={href} target="_blank" rel="noreferrer">
          {href}
        </a>
        {part.slice(href.length)}
      </span>
    )
  })
}
