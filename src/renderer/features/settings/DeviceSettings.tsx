import { Button, Checkbox, SegmentedControl } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { megabyte } from '../../../shared/bytes'
import type { FileFigures } from '../../data/files/device-files'
import { data } from '../../state/data-client'
import { reportFault } from '../../state/faults'
import { useLiveData } from '../../state/live-data'
import { readerOf } from '../../state/reader'
import { chooseOrSay } from '../../state/choices'
import { useLanguage, useSession } from '../../state/session'
import { fileSize } from '../../texts/file-size'
import { Row, SettingsGroup } from './Rows'
import classes from './Settings.module.css'

const budgets = [0, 100, 500, 2048, 10_240] as const

/** What of the work is on this device and opens without the server, and how much room it may take. */
export function DeviceSettings() {
  const { t } = useTranslation()
  const language = useLanguage()
  const tickets = useLiveData((live) => live.sync.ticketsCached)
  const { fileBudgetMB, filesAhead } = useSession((session) => session.preferences)
  const figures = useFileFigures()
  const [problem, setProblem] = useState<string | null>(null)
  // Another one stands in the file when somebody wrote it there.
  const choices = [...new Set([...budgets, fileBudgetMB])].toSorted((a, b) => a - b)
  const letGo = (): void => {
    setProblem(null)
    data()
      .letGoOfFiles({})
      .catch((error: unknown) => {
        reportFault(error, 'files')
        setProblem(t('device.letGoFailed'))
      })
  }
  return (
    <SettingsGroup title={t('device.title')}>
      <div>
        <p role="status">
          {figures === 'unknown'
            ? t('device.unknown')
            : t('device.has', {
                tickets: t('device.tickets', { count: tickets }),
                files: t('device.files', {
                  count: figures?.files ?? 0,
                  size: fileSize(figures?.bytes ?? 0, language),
                }),
              })}
        </p>
        <p className={classes.hint}>
          {t('device.hint')}{' '}
          {figures && figures !== 'unknown' && figures.othersBytes > 0
            ? t('device.others', { size: fileSize(figures.othersBytes, language) })
            : null}
        </p>
      </div>
      <div>
        <Row label={t('device.budget')}>
          <SegmentedControl
            aria-label={t('device.budget')}
            value={String(fileBudgetMB)}
            data={choices.map((value) => ({
              value: String(value),
              label: value === 0 ? t('device.none') : fileSize(value * megabyte, language),
            }))}
            onChange={(value) => void chooseOrSay({ fileBudgetMB: Number(value) })}
          />
        </Row>
        <p className={classes.hint}>{t('device.budgetHint')}</p>
      </div>
      <Checkbox
        label={t('device.ahead')}
        description={t('device.aheadHint', { size: fileSize(filesAhead.largestMB * megabyte, language) })}
        disabled={fileBudgetMB === 0}
        checked={filesAhead.on && fileBudgetMB > 0}
        onChange={(event) =>
          void chooseOrSay({ filesAhead: { ...filesAhead, on: event.currentTarget.checked } })
        }
      />
      <div>
        <Button
          variant="default"
          disabled={figures === null || figures === 'unknown' || figures.files === 0}
          onClick={letGo}
        >
          {t('device.letGo')}
        </Button>
        <p className={classes.hint} role={problem ? 'alert' : undefined}>
          {problem ?? t('device.letGoHint')}
        </p>
      </div>
    </SettingsGroup>
  )
}

/** Null while it is being read; `unknown` when the disk does not answer. */
function useFileFigures(): FileFigures | 'unknown' | null {
  const [figures, setFigures] = useState<FileFigures | 'unknown' | null>(null)
  const revision = useLiveData((live) => live.filesRevision)
  useEffect(() => {
    const reader = readerOf({
      read: () => data().fileFigures({}),
      show: (found) => setFigures(found ?? 'unknown'),
      failed: () => setFigures('unknown'),
      part: 'files',
    })
    reader.read()
    return reader.stop
  }, [revision])
  return figures
}
