import { createContext } from 'react'

/** Where the images of a message are, by the names of their files: its text shows them at their place. */
export const AttachedImages = createContext<ReadonlyMap<string, string>>(new Map())

interface AttachedFile {
  readonly fileName: string
  readonly contentType: string
  readonly path: string
}

export const imagesOf = (files: readonly AttachedFile[]): ReadonlyMap<string, string> =>
  new Map(
    files
      .filter(({ contentType }) => contentType.startsWith('image/'))
      .map(({ fileName, path }) => [fileName, path] as const)
      .toReversed(),
  )
