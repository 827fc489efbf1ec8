import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import type { Preferences } from '../../shared/ipc/preferences'
import { reportFault } from './faults'
import { choose, signOut } from './session'

/** As `choose`; a choice that could not be kept is said in words. Returns whether it is kept. */
export const chooseOrSay = (change: Partial<Preferences>): Promise<boolean> =>
  orSay(choose(change), 'choiceNotKept')

/** As `signOut`; that somebody is still signed in is said in words. Returns whether nobody is. */
export const signOutOrSay = (): Promise<boolean> => orSay(signOut(), 'notSignedOut')

async function orSay(call: Promise<void>, what: 'choiceNotKept' | 'notSignedOut'): Promise<boolean> {
  try {
    await call
    return true
  } catch (error) {
    reportFault(error, what)
    notifications.show({
      id: what,
      color: 'red',
      title: i18next.t(`faults.${what}`),
      message: i18next.t(`faults.${what}Body`),
      autoClose: 12_000,
    })
    return false
  }
}
