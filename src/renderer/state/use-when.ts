import { useTranslation } from 'react-i18next'
import { factTime } from '../../shared/tickets/fact-times'
import type { Fact } from '../../shared/tickets/fact-times'
import type { Ticket } from '../../shared/tickets/ticket'
import { serverNow } from '../clock/now'
import { officeCalendar } from '../clock/office'
import { readWhen } from '../clock/when'
import { useLiveData } from './live-data'
import { useMe } from './session'
import { refusalText } from '../texts/refusal-text'
import type { WhenProblem } from '../ui/WhenField'

type ReadTime =
  { readonly ok: true; readonly occurredAt: number } | { readonly ok: false; readonly problem: string }

/**
 * When a fact happened, by what stands in a dialog's time field: by the same rule as on the server, so that what it would refuse
 * is said before the dialog closes. `ticket` is null for a new one.
 */
export function useWhen(
  fact: Fact,
  ticket: Ticket | null,
): { readonly problem: WhenProblem; readonly read: (text: string) => ReadTime } {
  const { t } = useTranslation()
  const role = useMe()?.role ?? 'agent'
  const isCertain = useLiveData((live) => live.sync.clockIsCertain)
  const problem: WhenProblem = (occurredAt) => {
    // Its author is asked for the time again once a clock can be trusted, and then it is judged.
    if (!isCertain) return null
    const time = factTime(fact, { ticket, occurredAt, now: serverNow(), role })
    return 'code' in time ? refusalText(time, t) : null
  }
  return {
    problem,
    read: (text) => {
      const wall = { now: serverNow(), zone: officeCalendar().zone }
      return timeIn(text, wall, { problem, unread: (kind) => t(`dialog.whenProblems.${kind}`) })
    },
  }
}

/** The moment that a text says, or why it is none: what cannot be read, or have been then, never becomes now. */
export function timeIn(
  text: string,
  wall: Parameters<typeof readWhen>[1],
  say: { readonly problem: WhenProblem; readonly unread: (kind: 'future' | 'unreadable') => string },
): ReadTime {
  const when = readWhen(text, wall)
  if (when.kind === 'now') return { ok: true, occurredAt: wall.now }
  if (when.kind !== 'at') return { ok: false, problem: say.unread(when.kind) }
  const problem = say.problem(when.at)
  return problem === null ? { ok: true, occurredAt: when.at } : { ok: false, problem }
}
