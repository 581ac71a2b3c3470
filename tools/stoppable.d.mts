import type { SpawnOptions } from 'node:child_process'

export function runStoppable(command: string, args: readonly string[], options?: SpawnOptions): Promise<number>
