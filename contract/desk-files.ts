import { z } from 'zod'
import { said } from './said.ts'
import { DraftFile, draftKind } from './draft-file.ts'
import { Id } from './paging.ts'
import { notFound, problemKind, tooLarge, unavailable } from './problem.ts'
import { fileRoute, route } from './route.ts'

export const tooManyFiles = problemKind(
  'too-many-files',
  409,
  'This has as many files as may be',
  'Take one off, or pack several into one archive.',
)

const file = z.object({ id: Id })

export const attachFile = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/files',
  summary: 'Put a file to what you are writing on a ticket; nobody else has it until that is sent',
  params: file,
  query: z.object({
    kind: draftKind.describe('To your reply, or to your note'),
    name: z.string().min(1).max(255).describe('How it is called, e.g. `trace.har`'),
  }),
  streamed: {
    contentType: 'application/octet-stream',
    description: 'The bytes of the file, with their type as the content type where it is known',
  },
  answer: DraftFile,
  status: 201,
  problems: [notFound, tooLarge, tooManyFiles, unavailable],
})

export const partBytesMax = 4_000_000
/** But for the last one: each part is kept apart until all have come. */
export const partBytesMin = 4000

export const partOutOfPlace = problemKind(
  'part-out-of-place',
  409,
  said`This part does not follow on what has come`,
  said`Begin the file again: the answer says how much of it is here.`,
)

export const beginFile = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/coming-files',
  summary: 'Begin to put a file to what you are writing in parts, or go on with one; what has come stays for a day',
  params: file,
  body: z.object({
    kind: draftKind.describe('To your reply, or to your note'),
    name: z.string().min(1).max(255),
    contentType: z.string().max(200).default('application/octet-stream'),
    sizeBytes: z.number().int().min(1),
    mark: z
      .string()
      .max(200)
      .default('')
      .describe('Tells it from another of this name and size, as when it was changed'),
  }),
  answer: z.object({
    id: Id,
    receivedBytes: z.number().int().describe('How much of it is here: go on from there'),
    file: DraftFile.nullable().describe('The file where all of it came before'),
  }),
  status: 201,
  problems: [notFound, tooLarge, tooManyFiles],
})

export const addFilePart = route({
  method: 'POST',
  path: '/api/desk/coming-files/{id}/parts',
  summary: 'Send the next part of a file that you began; with the last one it is put to what you are writing',
  params: file,
  query: z.object({ from: z.coerce.number().int().min(0).describe('The place of its first byte in the file') }),
  streamed: {
    contentType: 'application/octet-stream',
    description: `The bytes of the part, ${partBytesMax} at most; of each but the last one ${partBytesMin} at least`,
  },
  answer: z.object({
    receivedBytes: z.number().int(),
    file: DraftFile.nullable().describe('The file where it is whole'),
  }),
  status: 201,
  problems: [notFound, tooLarge, tooManyFiles, partOutOfPlace, unavailable],
})

export const removeFile = route({
  method: 'DELETE',
  path: '/api/desk/files/{id}',
  summary: 'Take a file off what you are writing',
  params: file,
  answer: z.object({ removed: z.literal(true) }),
  problems: [notFound],
})

export const openFile = fileRoute({
  path: '/api/desk/files/{id}',
  summary: 'The bytes of a file that you are about to send, or that waits to go out on a ticket that you see',
  params: file,
  file: {
    contentTypes: ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'application/octet-stream'],
    description: 'What its bytes say it is',
  },
})
