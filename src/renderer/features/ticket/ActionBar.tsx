import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { findCommand } from '../../../shared/commands'
import type { CommandId } from '../../../shared/commands'
import { allowedActions } from '../../../shared/tickets/actions'
import type { TicketAction } from '../../../shared/tickets/actions'
import type { Ticket } from '../../../shared/tickets/ticket'
import { runCommand } from '../../state/commands'
import { openDialog } from '../../state/dialogs'
import { useLanguage, useMe } from '../../state/session'
import { Keys } from '../../ui/Keys'
import classes from './ActionBar.module.css'

/** Actions that stand in the bar, in order, with the command that carries each out. */
const barActions = [
  ['reply.send', 'ticket.reply'],
  ['note.add', 'ticket.note'],
  ['work.start', 'ticket.start-work'],
  ['wait.end', 'ticket.resume'],
  ['wait.start', 'ticket.wait'],
  ['ticket.solve', 'ticket.solve'],
  ['ticket.reopen', 'ticket.reopen'],
] as const satisfies readonly (readonly [TicketAction, CommandId])[]

const menuActions = [
  ['contact.log', 'ticket.contact'],
  ['ticket.escalate', 'ticket.escalate'],
  ['recording.add', 'ticket.recording'],
  ['ticket.close', 'ticket.close'],
] as const satisfies readonly (readonly [TicketAction, CommandId])[]

/** What may be done with the ticket now; nothing that would be refused is offered. */
export function ActionBar({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const me = useMe()
  if (me === null) return null
  const allowed = new Set(allowedActions(ticket, me.role))
  const open = (kind: 'triage' | 'assign' | 'feedback' | 'overrun' | 'end-escalation'): void =>
    openDialog({ kind, ticketId: ticket.id })
  const keysOf = (id: CommandId): string => findCommand(id)?.keys[0] ?? ''
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('ticket.moreActions')}>
      {barActions
        .filter(([action]) => allowed.has(action))
        .map(([action, command]) => (
          <button
            key={action}
            type="button"
            className={classes.button}
            title={`${findCommand(command)?.label[language] ?? ''} (${keysOf(command)})`}
            onClick={() => void runCommand(command)}
          >
            {t(`actions.${action}`)}
            <span className={classes.key} aria-hidden="true">
              {keysOf(command).replace('Shift+', '⇧').toUpperCase()}
            </span>
          </button>
        ))}
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className={classes.button} aria-label={t('ticket.moreActions')}>
            <IconDots size={16} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => open('triage')} rightSection={<Keys keys={keysOf('ticket.triage')} />}>
            {t('actions.triage')}
          </Menu.Item>
          <Menu.Item onClick={() => open('assign')} rightSection={<Keys keys={keysOf('ticket.assign')} />}>
            {t('actions.assign')}
          </Menu.Item>
          {menuActions
            .filter(([action]) => allowed.has(action))
            .map(([action, command]) => (
              <Menu.Item
                key={action}
                onClick={() => void runCommand(command)}
                rightSection={<Keys keys={keysOf(command)} />}
              >
                {t(`actions.${action}`)}
              </Menu.Item>
            ))}
          {allowed.has('feedback.give') ? (
            <Menu.Item onClick={() => open('feedback')}>{t('actions.feedback.give')}</Menu.Item>
          ) : null}
          {allowed.has('reply.send') ? (
            <Menu.Item onClick={() => open('overrun')}>{t('actions.overrun')}</Menu.Item>
          ) : null}
          {allowed.has('escalation.end') ? (
            <Menu.Item onClick={() => open('end-escalation')}>{t('actions.escalation.end')}</Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
