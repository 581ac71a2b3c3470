import { removeFile } from '@bellwether/contract/desk.ts'
import type { DraftFile } from '@bellwether/contract/draft-file.ts'
import { useQuery } from '@tanstack/react-query'
import { useWrite } from '../../call.write.ts'
import { draftsOf } from '../drafts.query.ts'
import { useComingFiles } from './coming-files.ts'

/** The files of what somebody is writing: those that are there, and those that come. */
export function useFiles(ticketId: string, kind: DraftFile['kind']) {
  const drafts = useQuery(draftsOf(ticketId))
  const kept = drafts.data?.files.filter((one) => one.kind === kind) ?? []
  const remove = useWrite(removeFile, { refreshes: ['/api/desk/drafts'] })
  const coming = useComingFiles({ ticketId, kind })
  return {
    ...coming,
    kept,
    ids: kept.map(({ id }) => id),
    /** Some are on their way: what is sent now would lack them. */
    isComing: coming.coming.some(({ problem }) => problem === null),
    remove: ({ id }: DraftFile): void => remove.mutate({ params: { id } }),
  }
}

export type Files = ReturnType<typeof useFiles>
