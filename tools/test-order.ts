import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Folders whose tests take long: begun first, so that no processor waits at the end for the last of them. */
const longest = ['/stories/', '/browser-tests/', '/server/pager/irc/', '/server/signals/', '/server/app/']

const rank = ({ moduleId }: TestSpecification): number => {
  const found = longest.findIndex((folder) => moduleId.includes(folder))
  return found === -1 ? longest.length : found
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}
