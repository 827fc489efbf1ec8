import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SentMail } from '../../../../shared/sync/wire'
import { tell } from '../../../state/act'
import { mailKey, sendAgain } from '../../../state/sent-mail'
import { DialogFrame } from '../../../ui/DialogFrame'

/** Asks once more: a mail that failed may have arrived all the same. */
export function SendAgainDialog({
  mail,
  onClose,
}: {
  readonly mail: SentMail
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const queries = useQueryClient()
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
      <p>{t('sendAgain.body', { names: mail.to.join(', ') })}</p>
      {mail.error ? <p>{t('sendAgain.error', { error: mail.error })}</p> : null}
    </DialogFrame>
  )
}
