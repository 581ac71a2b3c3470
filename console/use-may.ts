import { getMe } from '@bellwether/contract/people.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from './call.query.ts'

/** Whether whoever looks has a right; false until it is known. What they may not do is not offered to them. */
export const useMay = (permission: Permission): boolean =>
  useQuery(ask(getMe)).data?.permissions.includes(permission) ?? false
