import { Modal } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Keys } from '../ui/Keys'
import { usePalette } from '../state/palette'
import { isComposing } from '../ui/composing'
import classes from './Palette.module.css'
import { usePaletteEntries } from './palette-entries'

const close = (): void => usePalette.setState({ open: false })

/** Ctrl+K: commands, tickets and customers by typing. Arrows choose, Enter goes. */
export function Palette() {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const entries = usePaletteEntries(typed)
  const current = Math.min(chosen, Math.max(0, entries.length - 1))
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current, entries])
  const run = (index: number): void => {
    const entry = entries[index]
    if (!entry) return
    close()
    // After the dialog has given the focus back, so that a command can put it where it wants.
    setTimeout(entry.run)
  }
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'ArrowDown') setChosen(Math.min(current + 1, entries.length - 1))
    else if (event.key === 'ArrowUp') setChosen(Math.max(current - 1, 0))
    else if (event.key === 'Enter') run(current)
    else return
    event.preventDefault()
  }
  return (
    <Modal.Root opened onClose={close} size={600}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('places.palette')}>
        <Modal.Body className={classes.body ?? ''}>
          <input
            data-autofocus
            className={classes.input}
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant={entries.length > 0 ? `palette-${current}` : undefined}
            aria-label={t('palette.placeholder')}
            placeholder={t('palette.placeholder')}
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              setChosen(0)
            }}
            onKeyDown={onKeyDown}
          />
          <div
            ref={list}
            id="palette-list"
            role="listbox"
            aria-label={t('places.palette')}
            className={classes.list}
          >
            {entries.length === 0 ? <p className={classes.nothing}>{t('palette.nothing')}</p> : null}
            {entries.map((entry, index) => (
              <div
                key={entry.id}
                id={`palette-${index}`}
                role="option"
                aria-selected={index === current}
                className={classes.entry}
                onMouseMove={() => setChosen(index)}
                onClick={() => run(index)}
              >
                <span className={classes.kind}>{entry.kind}</span>
                <span className={classes.label}>{entry.label}</span>
                <span className={classes.hint}>{entry.hint}</span>
                {entry.keys ? <Keys keys={entry.keys} /> : null}
              </div>
            ))}
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
