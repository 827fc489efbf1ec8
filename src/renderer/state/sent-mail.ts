import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { apiError, sentMail } from '../../shared/sync/api-wire'
import type { SentMail } from '../../shared/sync/wire'
import type { Ticket } from '../../shared/tickets/ticket'
import { useLiveData } from './live-data'

/** All questions about mail: what is asked under this key is asked again when a mail was sent again. */
export const mailKey = 'sent-mail'
const pollMs = 5000
const answer = z.object({ mails: z.array(sentMail) })

/** The server's sent mail, newest first. Throws when the server does not answer. */
export async function fetchSentMail(
  signal: AbortSignal,
  ticketId: string | null = null,
): Promise<readonly SentMail[]> {
  const query = ticketId === null ? '' : `?ticketId=${ticketId}`
  const response = await fetch(`/api/v1/outbox${query}`, { signal })
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  return answer.parse(await response.json()).mails
}

/** The ticket's mails that somebody has not got, after a try at least, by the id of their reply. None while offline. */
export function useUndeliveredMail(ticket: MailedTicket): ReadonlyMap<string, SentMail> {
  const online = useLiveData((live) => live.sync.phase === 'online')
  const { data: mails = [] } = useQuery(mailsOf(ticket, online))
  return new Map(mails.filter(isUndelivered).map((mail) => [mail.id, mail]))
}

type MailedTicket = Pick<Ticket, 'id' | 'version' | 'publicReplies'>

/** The question about a ticket's mails, asked again whenever the ticket has changed. */
export const mailsOf = ({ id, version, publicReplies }: MailedTicket, online: boolean) =>
  queryOptions({
    // A failure is written down on its ticket: the version tells when to ask again.
    queryKey: [mailKey, id, version],
    queryFn: ({ signal }) => fetchSentMail(signal, id),
    enabled: online && publicReplies > 0,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.some((mail) => mail.state === 'waiting') ? pollMs : false),
  })

/** Whether somebody has not got it, after a try at least. */
export const isUndelivered = ({ state, recipients }: SentMail): boolean =>
  state === 'failed' ||
  recipients.some((recipient) => recipient.state !== 'sent' && recipient.answer !== null)

/** Asks the server to send a failed mail again. Null when it will be, else its code: `unreachable` when nobody answered. */
export const sendAgain = (mailId: string): Promise<string | null> =>
  post(`/api/v1/outbox/${mailId}/send-again`)

/** Says of a failed mail that it had arrived, or that it is left as it is. Null when that is noted, else its code as for `sendAgain`. */
export const decideOnMail = (mailId: string, as: 'arrived' | 'given-up'): Promise<string | null> =>
  post(`/api/v1/outbox/${mailId}/decide`, { as })

async function post(path: string, body?: object): Promise<string | null> {
  const response = await fetch(path, {
    method: 'POST',
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch(() => null)
  if (response?.ok) return null
  const told = apiError.safeParse(await response?.json().catch(() => null))
  return told.success && response?.status === 404 ? told.data.code : 'unreachable'
}
