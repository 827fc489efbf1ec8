import { IconDownload, IconX } from '@tabler/icons-react'
import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { megabyte } from '../../shared/bytes'
import type { TakingAlong as Taking } from '../data/files/along'
import { tell } from '../state/act'
import { useCommands } from '../state/commands'
import { data } from '../state/data-client'
import { reportFault } from '../state/faults'
import { useLiveData } from '../state/live-data'
import { useNavigation } from '../state/navigation'
import { useLanguage, useSession } from '../state/session'
import { fileSize } from '../texts/file-size'
import classes from './StatusBar.module.css'

/** The command that takes the files of the present view along, how far it is, and what came of it. */
export function TakingAlong() {
  const { t } = useTranslation()
  const language = useLanguage()
  const taking = useLiveData((live) => live.taking)
  useCommands({ 'queue.take-along': () => void takeAlong(t, language) }, 'bottom')
  useResult(t)
  if (taking === null || taking.of === 0 || !isUnderWay(taking)) return null
  const { state, files, of } = taking
  const text =
    state === 'waiting'
      ? t('along.waiting', { files, of })
      : t('along.running', {
          file: Math.min(of, doneOf(taking) + 1),
          of,
          size: fileSize(taking.bytes, language),
        })
  return (
    <span className={classes.taking}>
      <IconDownload size={14} aria-hidden="true" />
      {text}
      <button
        type="button"
        className={classes.stop}
        aria-label={t('along.stop')}
        title={t('along.stop')}
        onClick={() => void data().stopTakingAlong({})}
      >
        <IconX size={14} aria-hidden="true" />
      </button>
    </span>
  )
}

const isUnderWay = ({ state }: Taking): boolean => state === 'running' || state === 'waiting'
const doneOf = ({ files, noRoom, refused }: Taking): number => files + noRoom + refused

/** Begins, and says what is to be known before it is done. */
async function takeAlong(t: TFunction, language: string): Promise<void> {
  const { fileBudgetMB } = useSession.getState().preferences
  if (fileBudgetMB === 0) return complain(t('along.noBudget'), t)
  try {
    const taking = await data().takeAlong({ query: useNavigation.getState().query })
    if (!taking) return
    const budget = fileBudgetMB * megabyte
    if (taking.of === 0) {
      tell(
        [t(taking.here > 0 ? 'along.nothing' : 'along.noFiles'), leftOut(taking, t)]
          .filter(Boolean)
          .join(' '),
      )
    } else if (taking.ofBytes > budget) {
      const sizes = { size: fileSize(taking.ofBytes, language), budget: fileSize(budget, language) }
      notifications.show({ message: t('along.tooSmall', sizes), autoClose: 12_000 })
    }
  } catch (error) {
    reportFault(error, 'files')
    complain(t('act.failed'), t)
  }
}

const complain = (message: string, t: TFunction): void =>
  void notifications.show({ color: 'red', title: t('along.failed'), message, autoClose: 12_000 })

/** Says once what became of it. Heard from the store: between two frames it may have begun and ended. */
function useResult(t: TFunction): void {
  useEffect(
    () =>
      useLiveData.subscribe(({ taking }, { taking: before }) => {
        if (taking === null || taking === before || isUnderWay(taking) || taking.of === 0) return
        if (before === null || !isUnderWay(before)) return
        const { state, files, of } = taking
        const message = [
          state === 'stopped' ? t('along.stopped', { files, of }) : t('along.done', { count: files }),
          leftOut(taking, t),
        ]
        notifications.show({ message: message.filter(Boolean).join(' '), autoClose: 8000 })
      }),
    [t],
  )
}

function leftOut({ noRoom, refused, dangerous }: Taking, t: TFunction): string {
  return [
    noRoom > 0 && t('along.noRoom', { count: noRoom }),
    refused > 0 && t('along.refused', { count: refused }),
    dangerous > 0 && t('along.dangerous', { count: dangerous }),
  ]
    .filter(Boolean)
    .join(' ')
}
