import { create } from 'content-disposition'
import type { FastifyReply } from 'fastify'
import type { Context } from '../context.ts'
import { openStored } from '../files/open-stored.ts'
import { servedType } from '../files/served-type.rules.ts'
import type { FileAnswer, MadeFile, StoredFile } from './handle.ts'

/**
 * Sends a file that a stranger may have made, as it is read from its store. Nothing in it runs in our name,
 * whatever a browser takes it for. Other origins and sandboxed frames cannot embed it (helmet's
 * `Cross-Origin-Resource-Policy` and `nosniff`).
 */
export async function sendFile(ctx: Context, reply: FastifyReply, file: FileAnswer): Promise<FastifyReply> {
  if ('archive' in file) return sendAs(reply, file.fileName, archive).send(file.archive)
  const { head, sizeBytes, body } = 'bytes' in file ? madeBody(file) : await storedBody(ctx, file)
  return sendAs(reply, file.fileName, 'isMail' in file ? mail : servedType(head))
    .header('content-length', sizeBytes)
    .send(body)
}

const sendAs = (
  reply: FastifyReply,
  fileName: string,
  { contentType, isInline }: { contentType: string; isInline: boolean },
): FastifyReply =>
  reply.type(contentType).headers({
    'content-disposition': create(fileName, { type: isInline ? 'inline' : 'attachment' }),
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private',
  })

const madeBody = ({ bytes }: MadeFile) => ({ head: bytes, sizeBytes: bytes.length, body: Buffer.from(bytes) })

async function storedBody(ctx: Context, file: StoredFile) {
  const { head, stream } = await openStored(ctx, file)
  return { head, sizeBytes: file.sizeBytes, body: stream }
}

const archive = { contentType: 'application/zip', isInline: false }
const mail = { contentType: 'message/rfc822', isInline: false }
