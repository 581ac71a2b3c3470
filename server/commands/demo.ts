import type { Settings } from '../platform/config/settings.ts'
export async function demo(_settings: Settings, _args: string[]): Promise<number> {
  return 0
}
