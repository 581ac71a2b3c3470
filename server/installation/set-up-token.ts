import { createHmac } from 'node:crypto'
import type { InstallationRow } from './installation.store.ts'

/** The secret of the set-up link, 256 bits, the same in every process; it ends with the set-up, or with the demo. */
export const setUpTokenOf = ({ secret, life }: Pick<InstallationRow, 'secret' | 'life'>): string =>
  createHmac('sha256', secret).update(`set-up\0${life}`).digest('base64url')
