import { IconMailX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SentMail } from '../../../../shared/sync/wire'
import { openDialog } from '../../../state/dialogs'
import classes from './Timeline.module.css'

/** Says under a reply who has not got its mail, each recipient with the server's words when they do not all stand the same. */
export function MailDelivery({ mail }: { readonly mail: SentMail }) {
  const { t } = useTranslation()
  const { recipients, state } = mail
  const states = new Set(recipients.map((recipient) => recipient.state))
  return (
    <div className={classes.failed}>
      <IconMailX size={16} aria-hidden="true" />
      <div>
        {t(`timeline.${headline(state, states)}`)}
        {states.size > 1 ? (
          <ul className={classes.recipients}>
            {recipients.map(({ address, state: stands, answer }) => (
              <li key={address} title={answer ?? undefined}>
                {t(`timeline.recipients.${stands}`, { address })}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      {state === 'waiting' && !states.has('failed') && !states.has('unknown') ? null : (
        <button
          type="button"
          className={classes.quiet}
          onClick={() => openDialog({ kind: 'send-again', mail })}
        >
          {t('sendAgain.open')}
        </button>
      )}
    </div>
  )
}

function headline(state: SentMail['state'], states: ReadonlySet<string>) {
  if (states.size > 1) return 'notDeliveredToAll'
  if (states.has('unknown')) return 'deliveryInDoubt'
  return state === 'waiting' ? 'notYetDelivered' : 'notDelivered'
}
