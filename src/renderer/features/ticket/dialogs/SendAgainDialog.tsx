import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SentMail } from '../../../../shared/sync/wire'
import { tell } from '../../../state/act'
import { mailKey, sendAgain } from '../../../state/sent-mail'
import { DialogFrame } from '../../../ui/DialogFrame'

/** Asks once more: a mail whose answer was lost may have arrived all the same. Who surely has it gets nothing. */
export function SendAgainDialog({
  mail,
  onClose,
}: {
  readonly mail: SentMail
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const missing = mail.recipients.filter(({ state }) => state === 'failed' || state === 'unknown')
  const doubtful = missing.filter(({ state }) => state === 'unknown')
  const isKnown = missing.length > 0 && doubtful.length === 0
  const about = (isKnown ? missing : doubtful).map(({ address }) => address)
  const names = (about.length > 0 ? about : mail.to).join(', ')
  const send = async (): Promise<string | null> => {
    const problem = await sendAgain(mail.id)
    await queries.invalidateQueries({ queryKey: [mailKey] })
    if (problem !== null)
      return t(problem === 'no-failed-mail' ? 'sendAgain.notFailed' : 'sendAgain.unreachable')
    tell(t('sendAgain.done'))
    return null
  }
  return (
    <DialogFrame
      title={t('sendAgain.title')}
      submit={t('sendAgain.submit')}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{t(isKnown ? 'sendAgain.bodyKnown' : 'sendAgain.body', { names })}</p>
      {mail.error ? <p>{t('sendAgain.error', { error: mail.error })}</p> : null}
    </DialogFrame>
  )
}
