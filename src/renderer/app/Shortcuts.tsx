import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { commandGroups, commands } from '../../shared/commands'
import type { CommandGroup } from '../../shared/commands'
import { closeDialog } from '../state/dialogs'
import { useLanguage } from '../state/session'
import { Keys } from '../ui/Keys'
import classes from './Shortcuts.module.css'

/** The `?` sheet: every key, from the command table. */
export function Shortcuts() {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('app.close') }}
      opened
      onClose={closeDialog}
      title={t('shortcuts.title')}
      size={860}
      yOffset="6vh"
    >
      <div className={classes.sheet}>
        {(Object.keys(commandGroups) as CommandGroup[]).map((group) => (
          <section key={group} className={classes.group}>
            <h3 className={classes.title}>{commandGroups[group][language]}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <div key={command.id} className={classes.line}>
                    <dt>{command.label[language]}</dt>
                    <dd>
                      <Keys keys={command.keys[0] ?? ''} />
                      <span className="visually-hidden">{command.keys[0]}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
