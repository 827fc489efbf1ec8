import type { MailSink } from '../../src/server/mail/testing/mail-sink'
import type { SentMail } from '../../src/shared/sync/wire'

export interface MailVerdict {
  /** Replies that the mail server has exactly once. */
  readonly mailedOnce: number
  /** Replies whose delivery nobody can know, which stand before a person instead of being sent twice. */
  readonly unknown: number
  /** Those of them that the mail server took. */
  readonly unknownTaken: number
  /** The longest time (ms) between the answer to one of them and the death of its sender. */
  readonly longestDoubtMs: number
  readonly faults: readonly string[]
}

/** Mails that a mail server gets from servers that are killed. */
export interface WatchedMail {
  readonly sink: MailSink
  /** To be told before a sender is started, and before it is killed or stopped. */
  readonly senderStarts: () => void
  readonly senderDies: () => void
  /** Compares what left with the replies that were applied. `failed`: what stands before a person. */
  readonly judge: (replies: readonly string[], failed: readonly SentMail[]) => MailVerdict
}

/** A sender that lives this long (ms) after the answer knows that its mail was taken. */
const knownAfterMs = 2000

/** Notes when the sink answered each mail, and when its senders died. */
export function watchMail(sink: MailSink): WatchedMail {
  const copies = new Map<string, number>()
  const answered = new Map<string, { readonly sender: number; readonly at: number }>()
  const deaths: number[] = []
  let sender = 0
  sink.onData = (raw) => {
    const id = idOf(raw)
    copies.set(id, (copies.get(id) ?? 0) + 1)
    answered.set(id, { sender, at: performance.now() })
  }

  /** For how long its sender lived after the answer (ms); null when the mail never came. */
  function lifeAfterAnswer(id: string): number | null {
    const answer = answered.get(id)
    return answer ? Math.max(0, (deaths[answer.sender] ?? Infinity) - answer.at) : null
  }

  function judge(replies: readonly string[], failedMails: readonly SentMail[]): MailVerdict {
    const failed = new Set(failedMails.map(({ id }) => id))
    const unknown = replies.filter((id) => failed.has(id))
    const doubts = unknown.flatMap((id) => lifeAfterAnswer(id) ?? [])
    const lost = replies.filter((id) => !copies.has(id) && !failed.has(id))
    const twice = [...copies].filter(([, times]) => times > 1)
    const forgotten = unknown.filter((id) => (lifeAfterAnswer(id) ?? 0) > knownAfterMs)
    return {
      mailedOnce: replies.filter((id) => copies.get(id) === 1).length,
      unknown: unknown.length,
      unknownTaken: doubts.length,
      longestDoubtMs: Math.round(Math.max(0, ...doubts)),
      faults: [
        ...lost.map((id) => `the reply ${id} was never mailed, and nobody is told`),
        ...twice.map(([id, times]) => `the mail ${id} was sent ${times} times`),
        ...forgotten.map((id) => `that the mail ${id} was taken was known, and is forgotten`),
      ],
    }
  }

  return {
    sink,
    senderStarts: () => void (sender += 1),
    senderDies: () => void (deaths[sender] = performance.now()),
    judge,
  }
}

const idOf = (raw: string): string => /^message-id:\s*<([^@>]+)@/im.exec(raw)?.[1] ?? 'without Message-ID'
