import { IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Miss } from '../../../../shared/sla/missed'
import { moment } from '../../../clock/moments'
import type { Wall } from '../../../clock/moments'
import classes from './Clocks.module.css'

/**
 * Missed targets that the clocks themselves do not show: those of an earlier triage, and those that a fact which was written
 * down later takes back or brings to light.
 */
export function MissLines({
  misses,
  wall,
  now,
}: {
  readonly misses: readonly Miss[]
  readonly wall: Wall
  readonly now: number
}) {
  const { t } = useTranslation()
  const shown = misses.filter(({ change, underEarlierTriage }) => change !== null || underEarlierTriage)
  if (shown.length === 0) return null
  return (
    <ul className={classes.record} aria-label={t('clock.onRecord')}>
      {shown.map(({ name, target, due, change }) => (
        <li key={`${target} ${due}`} className={classes.say}>
          <IconHistory size={16} aria-hidden="true" />
          <span>
            {t(`clock.missedOnRecord.${change?.kind ?? 'missed'}`, {
              clock: t(`clocks.${name}`),
              moment: moment(wall, due, now),
              at: change ? moment(wall, change.at, now) : '',
              name: change?.by ?? '',
              cause: change ? t(`clock.causes.${change.because}`) : '',
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}
