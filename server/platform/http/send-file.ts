import { create } from 'content-disposition'
import type { FastifyReply } from 'fastify'
import type { Context } from '../context.ts'
import { openStored } from '../files/open-stored.ts'
import { servedType } from '../files/served-type.rules.ts'
import type { FileAnswer } from './handle.ts'

/**
 * Sends a file that a stranger may have made, as it is read from its store. Nothing in it runs in our name,
 * whatever a browser takes it for. Other origins and sandboxed frames cannot embed it (helmet's
 * `Cross-Origin-Resource-Policy` and `nosniff`).
 */
export async function sendFile(ctx: Context, reply: FastifyReply, file: FileAnswer): Promise<FastifyReply> {
  const { head, stream } = await openStored(ctx, file)
  const { contentType, isInline } = file.isMail ? mail : servedType(head)
  return reply
    .type(contentType)
    .headers({
      'content-length': file.sizeBytes,
      'content-disposition': create(file.fileName, { type: isInline ? 'inline' : 'attachment' }),
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private',
    })
    .send(stream)
}

const mail = { contentType: 'message/rfc822', isInline: false }
