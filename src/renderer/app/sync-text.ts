import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isLineProblem } from '../../shared/sync/line-problem'
import { lengthOf } from '../clock/figures'
import { useTicking } from '../clock/now'
import type { SyncState } from '../data/protocol'
import { useLiveData } from '../state/live-data'
import { useLanguage, useSession } from '../state/session'

/** The sync state in words. `announced` leaves the age out, so that a screen reader hears changes only. */
export function useSyncText(): { readonly text: string; readonly announced: string } {
  const { t } = useTranslation()
  const language = useLanguage()
  const sync = useLiveData((live) => live.sync)
  const backend = useSession((session) => session.backend)
  const embedded = useSession((session) => session.signedIn?.server.kind === 'embedded')
  const { lastContactAt, message } = sync
  const isLagging = useLagging(sync.isBehind)
  const problem =
    message && isLineProblem(message.code) && message.code !== 'server-unreachable' && message.code
  const say = (age: number | null): string => {
    if (embedded && backend.state === 'starting')
      return t(backend.step === 'demo-data' ? 'status.backendDemo' : 'status.backendStarting')
    if (embedded && backend.state === 'failed')
      return t(backend.reason === 'made-by-newer' ? 'status.backendNewer' : 'status.backendFailed')
    switch (sync.phase) {
      case 'starting':
        return t('status.starting')
      case 'first-sync':
        return t('status.firstSync', { percent: Math.floor(shareOf(sync.fetched) * 100) })
      case 'online':
        if (isLagging) return t('status.fetching')
        return age === null || age === 0
          ? t('status.syncedNow')
          : t('status.synced', { age: lengthOf(age, language) })
      case 'offline':
        return [
          t('status.offline'),
          problem && t(`status.line.${problem}`),
          age === null ? t('status.nothingFetched') : t('status.dataOf', { age: lengthOf(age, language) }),
        ]
          .filter(Boolean)
          .join(' · ')
      case 'signed-out':
        return t('status.signedOut')
      case 'app-too-old':
        return t('status.appTooOld')
      case 'server-too-old':
        return t('status.serverTooOld')
      case 'failed':
        return t('status.failed')
    }
  }
  const age = useTicking((now) => (lastContactAt === null ? null : shownAge(now - lastContactAt)))
  const quiet = sync.phase === 'first-sync' ? t('firstSync.title') : null
  return {
    text: say(age),
    announced:
      quiet ??
      (sync.phase === 'online' && !isLagging
        ? t('status.syncedNow')
        : say(lastContactAt === null ? null : 0)),
  }
}

/** It goes on for longer than an eye takes for one change. */
const laggingAfterMs = 3000

/** Whether the server has had more than this device for some time: then this is no moment at which it was synced. */
function useLagging(isBehind: boolean): boolean {
  const [isLagging, setLagging] = useState(false)
  useEffect(() => {
    if (!isBehind) return
    const timer = setTimeout(() => setLagging(true), laggingAfterMs)
    return () => {
      clearTimeout(timer)
      setLagging(false)
    }
  }, [isBehind])
  return isLagging
}

/** How much of the first sync has come, 0…1. */
export const shareOf = (fetched: SyncState['fetched']): number =>
  fetched === null || fetched.of === 0 ? 0 : Math.min(1, fetched.tickets / fetched.of)

/** In steps of ten seconds: a figure that changes every second would have the page laid out and painted every second. */
const shownAge = (ms: number): number => Math.max(0, Math.floor(ms / 10_000) * 10_000)
