import { createHmac } from 'node:crypto'
import type { Context } from '../platform/context.ts'

/** Stands for an address where it must not stand itself: whoever knows the address finds it again, nobody else. */
export const digestOf = ({ secret }: Context, address: string): string =>
  createHmac('sha256', secret).update('erased').update('\0').update(address.toLowerCase()).digest('base64url')
