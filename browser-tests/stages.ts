import { test } from 'vitest'

/**
 * A journey in stages that are told apart: each is a test of its own, named by what somebody does, and what comes
 * after one that failed is skipped with its name instead of failing for it.
 */
export function stagesOf(onFailure: (name: string) => Promise<void> = async () => undefined) {
  let broken: string | undefined
  return (name: string, take: () => Promise<void>, timeout = 60_000): void => {
    test(
      name,
      async ({ skip, onTestFailed }) => {
        skip(broken !== undefined, `since this failed: ${broken}`)
        onTestFailed(() => onFailure(name))
        broken = name
        await take()
        broken = undefined
      },
      timeout,
    )
  }
}
