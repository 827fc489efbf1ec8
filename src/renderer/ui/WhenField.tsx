import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { fullMoment } from '../clock/moments'
import { serverNow, useTicking } from '../clock/now'
import { useOffice } from '../clock/office'
import { readWhen } from '../clock/when'
import type { Language } from '../../shared/tickets/ticket'
import classes from './WhenField.module.css'

/** What a dialog hands in beside its time: why it cannot have happened then, in words; null where it can. */
export type WhenProblem = (at: number) => string | null

/**
 * When something happened: now, or as it is written. The text stays as it was typed; below it stands how it is read, or
 * why it is not taken. Empty is now.
 */
export function WhenField({
  value,
  onChange,
  problem,
}: {
  readonly value: string
  readonly onChange: (text: string) => void
  readonly problem: WhenProblem
}) {
  const { t, i18n } = useTranslation()
  const zone = useOffice((office) => office.calendar.zone)
  const hint = useId()
  // Read again each minute: what was in the future a moment ago may be past now.
  useTicking((now) => Math.floor(now / 60_000))
  const when = readWhen(value, { now: serverNow(), zone })
  const language: Language = i18n.language === 'nl' ? 'nl' : 'en'
  const refused =
    when.kind === 'unreadable' || when.kind === 'future'
      ? t(`dialog.whenProblems.${when.kind}`)
      : when.kind === 'at'
        ? problem(when.at)
        : null
  const read =
    when.kind === 'at'
      ? [
          fullMoment({ zone, language }, when.at),
          when.wall === 'once' ? '' : t(`dialog.whenWall.${when.wall}`),
        ]
          .filter(Boolean)
          .join(' ')
      : t('dialog.now')
  return (
    <div className={classes.when}>
      <span className={classes.label}>{t('dialog.when')}</span>
      <label>
        <input type="radio" checked={value.trim() === ''} onChange={() => onChange('')} /> {t('dialog.now')}
      </label>
      <label className={classes.earlier}>
        {t('dialog.earlier')}{' '}
        <input
          className={classes.time}
          value={value}
          placeholder={t('dialog.whenExample')}
          maxLength={60}
          aria-label={t('dialog.earlier')}
          aria-describedby={hint}
          aria-invalid={refused !== null}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </label>
      <span id={hint} role="status" className={classes.read} data-refused={refused !== null || undefined}>
        {refused ?? (value.trim() === '' ? '' : read)}
      </span>
    </div>
  )
}
