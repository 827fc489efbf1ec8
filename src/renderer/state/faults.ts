import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import type { Fault } from '../../shared/ipc/channels'
import { faultOf } from '../data/fault-of'

/** The same fault is told main once in this time, ms. */
const sameAgainMs = 60_000
const mostRemembered = 200
const told = new Map<string, number>()

/** Hears of whatever nobody caught in this page. Called once, before anything else. */
export function watchFaults(): void {
  window.addEventListener('error', ({ error, message }) => reportFault(error ?? message))
  window.addEventListener('unhandledrejection', ({ reason }) => reportFault(reason))
}

/** Writes a fault to the log and tells the person, unless the part of the screen that failed says it itself. */
export function reportFault(error: unknown, part?: string): void {
  const fault = faultOf(error, 'page', part)
  if (fault) passOn(fault)
}

/** A fault of the page, or of its data worker. */
export function passOn(fault: Fault): void {
  if (fault.part === undefined) tellPerson()
  const name = `${fault.name} ${fault.message} ${fault.stack}`
  const now = performance.now()
  if (now - (told.get(name) ?? -Infinity) < sameAgainMs) return
  if (told.size >= mostRemembered) told.clear()
  told.set(name, now)
  void tellMain(fault)
}

async function tellMain(fault: Fault): Promise<void> {
  try {
    await window.tijdig.request('app.fault', fault)
  } catch {
    // Without main, or without the script that leads to it, there is no log to write to.
  }
}

/** One notification at a time: a fault seldom comes alone. */
function tellPerson(): void {
  if (!i18next.isInitialized) return
  notifications.show({
    id: 'fault',
    color: 'red',
    title: i18next.t('faults.title'),
    message: i18next.t('faults.body'),
    autoClose: 12_000,
  })
}
