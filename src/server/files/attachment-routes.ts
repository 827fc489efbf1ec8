import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { cutText } from '../../shared/cut-text'
import { apiError } from '../../shared/sync/wire'
import { attachmentLimits } from '../../shared/tickets/attachment-limits'
import { filledText, uuid } from '../../shared/tickets/values'
import { transactionOf } from '../accounts/hold-right'
import type { ServerContext } from '../context'
import { rows } from '../db/database'
import { bytesParameter } from '../db/bytes-parameter'
import { readPieces } from './read-pieces'
import { identityOf } from '../accounts/authenticate'
import { limitBytesInFlight } from '../http/bytes-in-flight'
import { notFound, Refused } from '../refused'
import type { App } from '../http/route'

const stored = z.object({ id: uuid, name: z.string(), mediaType: z.string(), size: z.number().int() })
const params = z.object({ id: uuid })
const tags = ['attachments']
/** Bytes of files that are being received at one time; each is in memory as a whole, some times over. */
const receivedAtOnce = 4 * attachmentLimits.file

/**
 * Files of messages. The client chooses the id, so that a reply can name a file that is still to be sent; sending it twice is
 * sending it once. They come back only as downloads: never shown by the server's own origin.
 */
export function attachmentRoutes(app: App, context: ServerContext): void {
  const { database, now, journal } = context
  const { reading } = database
  // A file may well be JSON: here nothing is parsed.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: attachmentLimits.file },
    (_request, body, done) => done(null, body),
  )

  app.put(
    '/v1/attachments/:id',
    {
      bodyLimit: attachmentLimits.file,
      onRequest: limitBytesInFlight(receivedAtOnce, attachmentLimits.file),
      schema: {
        tags,
        params,
        querystring: z.object({ name: filledText(255) }),
        response: { 200: stored, '4xx': apiError },
      },
    },
    async (request) => {
      const author = identityOf(request)
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const { id } = request.params
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const mediaType = cutText(request.headers['content-type'] ?? 'application/octet-stream', 200)
      const name = request.query.name.replace(/[/\\\p{Cc}]/gu, '_')
      const file = await transactionOf(context, author, async (inside, { workspaceId, agent }) => {
        await inside.execute(sql`
          insert into files (workspace_id, id, name, media_type, size, sha256, bytes, created_by, created_at)
          values (${workspaceId}::uuid, ${id}::uuid, ${name}, ${mediaType}, ${bytes.length}::int, ${sha256},
            ${bytesParameter(database, bytes)}, ${agent.id}::uuid, ${now()}::double precision)
          on conflict (workspace_id, id) do nothing`)
        const [stored] = await rows<{ sha256: string; name: string; mediaType: string; size: number }>(
          inside,
          sql`select sha256, name, media_type as "mediaType", size from files
            where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`,
        )
        return stored
      })
      if (file?.sha256 !== sha256)
        throw new Refused('id-reused', 'This id was used for another file. Send it under a new id.')
      await journal?.settle()
      return { id, name: file.name, mediaType: file.mediaType, size: file.size }
    },
  )

  app.get('/v1/attachments/:id', { schema: { tags, params } }, async (request, reply) => {
    const { workspaceId } = identityOf(request)
    const { id } = request.params
    const [file] = await rows<{ name: string; mediaType: string; size: number }>(
      reading,
      sql`select name, media_type as "mediaType", size from files
        where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`,
    )
    if (!file) throw notFound('attachment')
    return reply
      .type(/^[\w.+-]+\/[\w.+-]+$/.test(file.mediaType) ? file.mediaType : 'application/octet-stream')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('content-length', file.size)
      .send(Readable.from(readPieces(reading, { workspaceId, id, size: file.size }), { objectMode: false }))
  })
}
