import { Button, Select, TextInput } from '@mantine/core'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DAY_MS } from '../../../shared/sla/day-number'
import type { ZoneTime } from '../../../shared/sla/zone-time'
import type { Agent } from '../../../shared/tickets/people'
import { dateOf, fullDate } from '../../clock/moments'
import { serverNow } from '../../clock/now'
import { useOffice } from '../../clock/office'
import { readDayToCome } from '../../clock/written-date'
import { saveAbsence } from '../../state/absence'
import type { Absence, AbsenceSaved } from '../../state/absence'
import { useLiveData } from '../../state/live-data'
import { useLanguage, useMe } from '../../state/session'
import { useForm, useKeptForm } from '../../state/use-form'
import type { KeptForm } from '../../state/use-form'
import { SettingsGroup } from './Rows'
import classes from './Settings.module.css'

/** Until when the person is away, and who is told of their deadlines meanwhile. */
export function AbsenceSettings() {
  const { t } = useTranslation()
  const agents = useLiveData((live) => live.reference?.agents)
  const me = useMe()
  const kept = useKeptForm({ ticketId: 'settings', dialog: 'absence' })
  const agent = agents?.find(({ id }) => id === me?.id)
  if (!agents || !agent || !kept) return null
  return (
    <SettingsGroup title={t('settings.absence')}>
      <p className={classes.hint}>{t('settings.absenceHint')}</p>
      <AbsenceForm kept={kept} agent={agent} agents={agents} />
    </SettingsGroup>
  )
}

/** null while nothing was filled in: the field shows what is known then, also when that changes elsewhere. */
interface Filled extends Readonly<Record<string, string | null>> {
  readonly date: string | null
  /** Empty for nobody. */
  readonly standInId: string | null
}
const nothing: Filled = { date: null, standInId: null }

function AbsenceForm({
  kept,
  agent,
  agents,
}: {
  readonly kept: KeptForm
  readonly agent: Agent
  readonly agents: readonly Agent[]
}) {
  const { t } = useTranslation()
  const zone = useOffice((office) => office.calendar.zone)
  const language = useLanguage()
  const wall = { zone, language }
  const form = useForm(kept, nothing)
  const [said, setSaid] = useState<AbsenceSaved | 'saving' | null>(null)
  /** What the server took, until it tells it of this version's successor. */
  const [taken, setTaken] = useState<{ readonly over: number; readonly absence: Absence } | null>(null)
  const isSaving = useRef(false)
  const dateInput = useRef<HTMLInputElement>(null)
  const reading = useId()

  const known = taken?.over === (agent.version ?? 0) ? taken.absence : agent
  const knownUntil = (known.awayUntil ?? 0) > serverNow() ? (known.awayUntil ?? null) : null
  const until = form.values.date === null ? knownUntil : readUntil(form.values.date, zone)
  const standInId = form.values.standInId === null ? (known.standInId ?? null) : form.values.standInId || null
  const shownDate = form.values.date ?? (knownUntil === null ? '' : dateOf(wall, knownUntil, serverNow()))

  const write = (change: Partial<Filled>): void => {
    setSaid(null)
    form.write(change)
  }
  const save = async (): Promise<void> => {
    if (isSaving.current || !form.isChanged) return
    if (until === 'refused') {
      dateInput.current?.focus()
      return
    }
    isSaving.current = true
    setSaid('saving')
    const absence = { awayUntil: until, standInId }
    const saved = await saveAbsence(absence)
    isSaving.current = false
    setSaid(saved)
    if (saved !== 'saved') return
    setTaken({ over: agent.version ?? 0, absence })
    form.discard()
  }
  return (
    <form
      className={classes.rows}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div>
        <TextInput
          ref={dateInput}
          label={t('settings.awayUntil')}
          placeholder={t('settings.awayExample')}
          value={shownDate}
          maxLength={40}
          aria-invalid={until === 'refused'}
          aria-describedby={reading}
          onChange={(event) => write({ date: event.currentTarget.value })}
        />
        <p
          id={reading}
          role="status"
          className={classes.reading}
          data-refused={until === 'refused' || undefined}
        >
          {until === 'refused' ? t('settings.awayBadDate') : until === null ? '' : fullDate(wall, until)}
        </p>
      </div>
      <Select
        label={t('settings.standIn')}
        placeholder={t('settings.standInNobody')}
        data={agents
          .filter(({ id, active }) => active && id !== agent.id)
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={standInId}
        clearable
        onChange={(chosen) => write({ standInId: chosen ?? '' })}
      />
      <div className={classes.save}>
        <Button type="submit">{t('settings.absenceSave')}</Button>
        {form.isChanged ? (
          <Button
            variant="default"
            onClick={() => {
              setSaid(null)
              form.discard()
            }}
          >
            {t('dialog.discard')}
          </Button>
        ) : null}
        <p className={classes.said} role="status">
          {said === null || said === 'saving'
            ? form.isChanged
              ? t('settings.absenceUnsaved')
              : ''
            : t(`settings.absenceSays.${said}`)}
        </p>
      </div>
    </form>
  )
}

/** The beginning of the day, UTC ms; null for none, `refused` for what is no day to come. */
function readUntil(text: string, zone: ZoneTime): number | null | 'refused' {
  if (text.trim() === '') return null
  const day = readDayToCome(text, Math.floor(zone.toLocal(serverNow()) / DAY_MS))
  const at = day === null ? null : zone.toInstant(day * DAY_MS)
  return at !== null && at > serverNow() ? at : 'refused'
}
