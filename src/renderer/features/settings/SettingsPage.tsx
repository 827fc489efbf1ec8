import { Checkbox, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { chooseOrSay } from '../../state/choices'
import { useSession } from '../../state/session'
import { Choices } from '../../ui/Choices'
import { Page } from '../../ui/Page'
import { AbsenceSettings } from './AbsenceSettings'
import { AccountSettings } from './account/AccountSettings'
import { DeviceSettings } from './DeviceSettings'
import { LeadField } from './LeadField'
import { Row, SettingsGroup } from './Rows'
import classes from './Settings.module.css'

const themes = ['system', 'light', 'dark'] as const
const languages = ['system', 'nl', 'en'] as const
const densities = ['normal', 'compact'] as const
const scopes = ['mine', 'mine-and-unassigned', 'team', 'all', 'none'] as const
const clocks = ['response', 'action', 'resolution', 'aim'] as const

/** What one person chooses on this device. Each choice holds at once; an absence, which others see too, when it is saved. */
export function SettingsPage() {
  const { t } = useTranslation()
  const preferences = useSession((session) => session.preferences)
  const platform = useSession((session) => session.platform)
  const canStartAtLogin = useSession((session) => session.canStartAtLogin)
  return (
    <Page title={t('settings.title')}>
      <SettingsGroup title={t('settings.appearance')}>
        <Row label={t('settings.theme')}>
          <SegmentedControl
            aria-label={t('settings.theme')}
            value={preferences.theme}
            data={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
            onChange={(theme) => void chooseOrSay({ theme })}
          />
        </Row>
        <Row label={t('settings.language')}>
          <SegmentedControl
            aria-label={t('settings.language')}
            value={preferences.language}
            data={languages.map((value) => ({
              value,
              label:
                value === 'system' ? t('settings.systemLanguage') : value === 'nl' ? 'Nederlands' : 'English',
            }))}
            onChange={(language) => void chooseOrSay({ language })}
          />
        </Row>
        <Row label={t('settings.density')}>
          <SegmentedControl
            aria-label={t('settings.density')}
            value={preferences.density}
            data={densities.map((value) => ({ value, label: t(`settings.densities.${value}`) }))}
            onChange={(density) => void chooseOrSay({ density })}
          />
        </Row>
      </SettingsGroup>
      <SettingsGroup title={t('settings.alerts')}>
        <div>
          <p className={classes.label}>{t('settings.leads')}</p>
          <p className={classes.hint}>
            {t('settings.leadsHint')} {t('settings.highHint')}
          </p>
          <div className={classes.leads}>
            {clocks.map((clock) => (
              <LeadField
                key={clock}
                clock={clock}
                label={t(`clocks.${clock}`)}
                minutes={preferences.alertLeads[clock]}
                onChange={(minutes) =>
                  chooseOrSay({ alertLeads: { ...preferences.alertLeads, [clock]: minutes } })
                }
              />
            ))}
          </div>
        </div>
        <Choices
          label={t('settings.scope')}
          value={preferences.alertScope}
          columns={2}
          choices={scopes.map((value) => ({ value, label: t(`settings.scopes.${value}`) }))}
          onChange={(alertScope) => void chooseOrSay({ alertScope })}
        />
        <Checkbox
          label={t('settings.outside')}
          checked={preferences.alertOutsideOfficeHours}
          onChange={(event) => void chooseOrSay({ alertOutsideOfficeHours: event.currentTarget.checked })}
        />
        {platform === 'darwin' ? null : (
          <Checkbox
            label={t('settings.stay')}
            description={t('settings.stayHint')}
            checked={preferences.stayWhenClosed}
            onChange={(event) => void chooseOrSay({ stayWhenClosed: event.currentTarget.checked })}
          />
        )}
        <Checkbox
          label={t('settings.startAtLogin')}
          description={t(canStartAtLogin ? 'settings.startAtLoginHint' : 'settings.startAtLoginNot')}
          disabled={!canStartAtLogin}
          checked={preferences.startAtLogin === 'on'}
          onChange={(event) => void chooseOrSay({ startAtLogin: event.currentTarget.checked ? 'on' : 'off' })}
        />
      </SettingsGroup>
      <AbsenceSettings />
      <DeviceSettings />
      <AccountSettings />
    </Page>
  )
}
