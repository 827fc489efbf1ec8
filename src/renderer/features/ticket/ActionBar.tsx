import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { findCommand } from '../../../shared/commands'
import type { Command } from '../../../shared/commands'
import { allowedActions } from '../../../shared/tickets/actions'
import type { Language, Ticket } from '../../../shared/tickets/ticket'
import { looks } from '../../acts/register'
import { sayIn } from '../../acts/words'
import { runCommand } from '../../state/commands'
import { openDialog } from '../../state/dialogs'
import { useLanguage, useMe } from '../../state/session'
import { Keys } from '../../ui/Keys'
import classes from './ActionBar.module.css'

/** All that the looks of acts offer on a ticket, in order. */
const offered = looks
  .flatMap(({ act, look, words }) => look.places.map((place) => ({ ...place, act, words })))
  .toSorted((a, b) => a.order - b.order)

/** What may be done with the ticket now; nothing that would be refused is offered. */
export function ActionBar({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const me = useMe()
  if (me === null) return null
  const allowed = new Set<string>(allowedActions(ticket, me.role))
  const shown = offered.filter(({ act }) => allowed.has(act))
  const run = (does: Does): void => {
    if (typeof does === 'string') runCommand(does)
    else openDialog({ kind: does.opens, ticketId: ticket.id })
  }
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('ticket.moreActions')}>
      {shown
        .filter((place) => place.in === 'bar')
        .map(({ does, label, words }) => (
          <button
            key={label + words.room}
            type="button"
            className={classes.button}
            title={titleOf(does, language)}
            onClick={() => run(does)}
          >
            {sayIn(words, t)(label)}
            <span className={classes.key} aria-hidden="true">
              {keyOf(does).replace('Shift+', '⇧').toUpperCase()}
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
          {shown
            .filter((place) => place.in === 'menu')
            .map(({ does, label, words }) => (
              <Menu.Item
                key={label + words.room}
                onClick={() => run(does)}
                rightSection={keyOf(does) === '' ? undefined : <Keys keys={keyOf(does)} />}
              >
                {sayIn(words, t)(label)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

type Does = (typeof offered)[number]['does']

const commandOf = (does: Does): Command | undefined =>
  typeof does === 'string' ? findCommand(does) : undefined

/** The key that does it; empty where there is none. */
const keyOf = (does: Does): string => commandOf(does)?.keys[0] ?? ''

const titleOf = (does: Does, language: Language): string | undefined => {
  const command = commandOf(does)
  return command && `${command.label[language]} (${keyOf(does)})`
}
