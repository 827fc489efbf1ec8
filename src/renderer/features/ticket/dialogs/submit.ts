import type { TFunction } from 'i18next'
import type { MutationArgs, MutationType } from '../../../../shared/tickets/mutations'
import type { Ticket } from '../../../../shared/tickets/ticket'
import { act, tell } from '../../../state/act'
import { refusalText } from '../../../texts/refusal-text'

/** Saves a dialog's change and says so. Null when done, else what is wrong; the dialog keeps what was filled in. */
export async function submit<T extends MutationType>(
  ticket: Ticket,
  type: T,
  args: MutationArgs<T>,
  done: string,
  t: TFunction,
): Promise<string | null> {
  const saved = await act(ticket, type, args)
  if (!saved.ok) return `${t('act.notSaved')}: ${refusalText(saved.error, t)}`
  if (done) tell(done)
  return null
}
