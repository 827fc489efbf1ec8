import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOf, fullMoment, moment } from '../../../clock/moments'
import { serverNow } from '../../../clock/now'
import { useOffice } from '../../../clock/office'
import { tell } from '../../../state/act'
import { useLanguage } from '../../../state/session'
import settings from '../Settings.module.css'
import classes from './Account.module.css'
import { devicesKey, endDevice, endOtherDevices, fetchDevices, problemText } from './account-calls'
import type { Device } from './account-calls'

/** Where this person is signed in, and how to end it: one by one, or all but this one. */
export function Devices({ online }: { readonly online: boolean }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: [devicesKey],
    queryFn: ({ signal }) => fetchDevices(signal),
    // What was read before a sign-in ended is not so any more: the others may have ended with it.
    refetchOnMount: 'always',
    enabled: online,
  })
  const again = (): Promise<void> => queries.invalidateQueries({ queryKey: [devicesKey] })
  const one = useMutation({
    mutationFn: endDevice,
    onSuccess: () => tell(t('account.ended')),
    onSettled: again,
  })
  const others = useMutation({
    mutationFn: endOtherDevices,
    onSuccess: (count) => tell(t('account.othersEnded', { count })),
    onSettled: again,
  })
  const problem = one.error ?? others.error ?? error
  const isBusy = one.isPending || others.isPending
  const rest = data?.filter((device) => !device.isThis).length ?? 0
  // Above it stands why there is nothing to show.
  if (!online && !data) return null
  return (
    <div>
      <p className={settings.label}>{t('account.devices')}</p>
      <p className={settings.hint}>{t('account.devicesHint')}</p>
      {problem ? (
        <p className={classes.error} role="alert">
          {problemText(problem, t)}{' '}
          {error ? (
            <Button variant="subtle" size="compact-xs" onClick={() => void refetch()}>
              {t('app.again')}
            </Button>
          ) : null}
        </p>
      ) : null}
      {data ? (
        <ul className={classes.devices} aria-label={t('account.devices')}>
          {data.map((device) => (
            <DeviceLine
              key={device.id}
              device={device}
              disabled={!online || isBusy}
              onEnd={() => {
                others.reset()
                one.mutate(device.id)
              }}
            />
          ))}
        </ul>
      ) : null}
      {rest > 0 ? (
        <SureButton
          label={t('account.endOthers')}
          sure={t('account.endOthersSure', { count: rest })}
          disabled={!online || isBusy}
          onSure={() => {
            one.reset()
            others.mutate()
          }}
        />
      ) : null}
    </div>
  )
}

function DeviceLine({
  device,
  disabled,
  onEnd,
}: {
  readonly device: Device
  readonly disabled: boolean
  readonly onEnd: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useOffice((office) => office.calendar.zone)
  const wall = { zone, language }
  const name = device.name === '' ? t('account.noName') : device.name
  return (
    <li className={classes.device}>
      <span className={classes.name}>
        {name}
        {device.isThis ? <span className={classes.here}>{t('account.thisDevice')}</span> : null}
      </span>
      <span className={classes.times} title={fullMoment(wall, device.createdAt)}>
        {t('account.since', {
          date: dateOf(wall, device.createdAt, serverNow()),
          moment: moment(wall, device.lastUsedAt, serverNow()),
        })}
      </span>
      {device.isThis ? null : (
        <SureButton
          label={t('account.end')}
          name={t('account.endNamed', { name })}
          sure={t('account.endSure')}
          disabled={disabled}
          onSure={onEnd}
        />
      )}
    </li>
  )
}

/** What cannot be taken back asks for a second press. Leaving the button is a no. */
function SureButton({
  label,
  name,
  sure,
  disabled,
  onSure,
}: {
  readonly label: string
  /** For who does not see where the button stands. */
  readonly name?: string
  readonly sure: string
  readonly disabled: boolean
  readonly onSure: () => void
}) {
  const [asking, setAsking] = useState(false)
  return (
    <Button
      size="compact-sm"
      variant={asking ? 'filled' : 'default'}
      {...(asking ? { color: 'missed' } : {})}
      aria-label={asking ? sure : name}
      disabled={disabled}
      onBlur={() => setAsking(false)}
      onClick={() => {
        setAsking(!asking)
        if (asking) onSure()
      }}
    >
      {asking ? sure : label}
    </Button>
  )
}
