import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateAt } from '../../../shared/sla/staff-days'
import type { Agent } from '../../../shared/tickets/people'
import { useOffice } from '../../clock/office'
import { serverNow } from '../../clock/now'
import { saveAbsence } from '../../state/absence'
import type { Absence, AbsenceSaved } from '../../state/absence'
import { useLiveData } from '../../state/live-data'
import { useMe } from '../../state/session'
import { SettingsGroup } from './Rows'
import classes from './Settings.module.css'

/** Until when the person is away, and who is told of their deadlines meanwhile. */
export function AbsenceSettings() {
  const { t } = useTranslation()
  const agents = useLiveData((live) => live.reference?.agents)
  const me = useMe()
  const agent = agents?.find(({ id }) => id === me?.id)
  const [saved, setSaved] = useState<Saved | null>(null)
  if (!agents || !agent) return null
  return (
    <SettingsGroup title={t('settings.absence')}>
      <p className={classes.hint}>{t('settings.absenceHint')}</p>
      <AbsenceFields key={agent.version} agent={agent} agents={agents} saved={saved} setSaved={setSaved} />
      <p className={classes.hint} role="status">
        {saved === 'saved' ? t('settings.absenceSaved') : null}
        {saved === 'unreachable' ? t('settings.absenceUnreachable') : null}
        {saved === 'unknown-stand-in' ? t('settings.standInUnknown') : null}
      </p>
    </SettingsGroup>
  )
}

type Saved = AbsenceSaved | 'saving' | 'bad-date'

/** Begins afresh with each version of the agent. */
function AbsenceFields({
  agent,
  agents,
  saved,
  setSaved,
}: {
  readonly agent: Agent
  readonly agents: readonly Agent[]
  readonly saved: Saved | null
  readonly setSaved: (saved: Saved | null) => void
}) {
  const { t } = useTranslation()
  const zone = useOffice((office) => office.calendar.zone)
  const isAway = (agent.awayUntil ?? 0) > serverNow()
  const [date, setDate] = useState(isAway && agent.awayUntil ? dateAt(zone, agent.awayUntil) : '')
  const [standInId, setStandInId] = useState(agent.standInId ?? null)

  const save = async (absence: Absence): Promise<void> => {
    setSaved('saving')
    setSaved(await saveAbsence(absence))
  }
  /** The day on which the person is back, from its beginning in the office's zone; null for none or one that has passed. */
  const awayUntil = (): number | null => {
    const local = Date.parse(`${date}T00:00:00Z`)
    return Number.isNaN(local) ? null : zone.toInstant(local)
  }
  const leaveDate = (): void => {
    const until = awayUntil()
    if (until === (isAway ? agent.awayUntil : null)) return
    if (until !== null && until <= serverNow()) setSaved('bad-date')
    else void save({ awayUntil: until, standInId })
  }
  const chooseStandIn = (chosen: string | null): void => {
    setStandInId(chosen)
    void save({ awayUntil: awayUntil(), standInId: chosen })
  }
  const colleagues = agents.filter(({ id, active }) => active && id !== agent.id)

  return (
    <>
      <TextInput
        type="date"
        label={t('settings.awayUntil')}
        value={date}
        error={saved === 'bad-date' ? t('settings.awayBadDate') : null}
        onChange={(event) => {
          setSaved(null)
          setDate(event.currentTarget.value)
        }}
        onBlur={leaveDate}
        onKeyDown={(event) => {
          if (event.key === 'Enter') leaveDate()
        }}
      />
      <Select
        label={t('settings.standIn')}
        placeholder={t('settings.standInNobody')}
        data={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
        value={standInId}
        clearable
        onChange={chooseStandIn}
      />
    </>
  )
}
