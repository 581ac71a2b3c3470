import { getMe } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'

/** The id of whoever looks; undefined until it is known. */
export const useMe = (): string | undefined => useQuery(ask(getMe)).data?.person.id
