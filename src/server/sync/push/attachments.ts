import { sql } from 'drizzle-orm'
import type { ApiError } from '../../../shared/sync/wire'
import { attachmentLimits } from '../../../shared/tickets/attachment-limits'
import type { DecidedEvent } from '../../../shared/tickets/decision'
import type { Attachment } from '../../../shared/tickets/message'
import type { Mutation } from '../../../shared/tickets/mutations'
import type { Tx } from '../../db/database'
import { locked } from '../../db/database'

type Attached =
  { readonly ok: true; readonly events: readonly DecidedEvent[] } | ({ readonly ok: false } & ApiError)

/**
 * Puts the uploaded files that a reply names into its message. Refuses when one is not there, or they are too large together. The
 * files are locked until the transaction ends, so that two replies at once cannot take one file to two tickets.
 */
export async function withAttachments(
  queries: Tx,
  workspaceId: string,
  mutation: Mutation,
  events: readonly DecidedEvent[],
): Promise<Attached> {
  if (mutation.type !== 'reply.send' || mutation.args.attachmentIds.length === 0) return { ok: true, events }
  const ids = [...new Set(mutation.args.attachmentIds)]
  const found = await locked<Attachment>(
    queries,
    sql`select id, name, media_type as "mediaType", size from files
      where workspace_id = ${workspaceId}::uuid and id = any(${sql.param(ids)}::uuid[])
        and (ticket_id is null or ticket_id = ${mutation.ticketId}::uuid) order by id for update`,
  )
  const byId = new Map(found.map((file) => [file.id, file]))
  const attachments = ids.flatMap((id) => byId.get(id) ?? [])
  if (attachments.length < ids.length)
    return {
      ok: false,
      code: 'attachment-missing',
      message: 'A file that this reply refers to was not uploaded. Attach it again.',
    }
  const together = attachments.reduce((sum, { size }) => sum + size, 0)
  if (together > attachmentLimits.together)
    return {
      ok: false,
      code: 'attachments-too-large',
      message: `The files of this reply are ${inMiB(together)} MiB together; at most ${inMiB(attachmentLimits.together)} MiB can be sent. Leave some out, or send them as a link.`,
    }
  return {
    ok: true,
    events: events.map((event) =>
      event.body.type === 'reply.sent'
        ? { ...event, body: { ...event.body, message: { ...event.body.message, attachments } } }
        : event,
    ),
  }
}

const inMiB = (bytes: number): number => Math.ceil(bytes / (1024 * 1024))

/** Ties the files of a reply to its ticket. */
export async function attachFiles(queries: Tx, workspaceId: string, mutation: Mutation): Promise<void> {
  if (mutation.type !== 'reply.send' || mutation.args.attachmentIds.length === 0) return
  await queries.execute(
    sql`update files set ticket_id = ${mutation.ticketId}::uuid
      where workspace_id = ${workspaceId}::uuid and id = any(${sql.param(mutation.args.attachmentIds)}::uuid[])`,
  )
}
