import { useTranslation } from 'react-i18next'
import { serverNow } from '../clock/now'
import { useOffice } from '../clock/office'
import classes from './WhenField.module.css'

/** When something happened: now, or a time of today on the office's wall. `null` is now. */
export function WhenField({
  value,
  onChange,
}: {
  readonly value: number | null
  readonly onChange: (at: number | null) => void
}) {
  const { t } = useTranslation()
  const zone = useOffice((office) => office.calendar.zone)
  const write = (text: string): void => {
    const [, hours, minutes] = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/.exec(text.trim()) ?? []
    if (hours === undefined || minutes === undefined) {
      onChange(null)
      return
    }
    const now = serverNow()
    const midnight = Math.floor(zone.toLocal(now) / 86_400_000) * 86_400_000
    onChange(Math.min(now, zone.toInstant(midnight + Number(hours) * 3_600_000 + Number(minutes) * 60_000)))
  }
  const shown = value === null ? '' : new Date(zone.toLocal(value)).toISOString().slice(11, 16)
  return (
    <div className={classes.when}>
      <span className={classes.label}>{t('dialog.when')}</span>
      <label>
        <input type="radio" checked={value === null} onChange={() => onChange(null)} /> {t('dialog.now')}
      </label>
      <label>
        {t('dialog.earlier')}{' '}
        <input
          key={shown}
          className={classes.time}
          defaultValue={shown}
          placeholder="14:05"
          inputMode="numeric"
          maxLength={5}
          aria-label={t('dialog.earlier')}
          onBlur={(event) => write(event.currentTarget.value)}
        />
      </label>
    </div>
  )
}
