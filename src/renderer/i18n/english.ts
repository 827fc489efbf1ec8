import { account } from './en/account'
import { files } from './en/files'
import { frame } from './en/frame'
import { places } from './en/places'
import { queue } from './en/queue'
import { refusals } from './en/refusals'
import { settings } from './en/settings'
import { ticket } from './en/ticket'
import { dialogs } from './en/dialogs'

/** Every text on screen, in English: the keys that the Dutch texts must have too. */
export const english = {
  ...account,
  ...files,
  ...frame,
  ...queue,
  ...ticket,
  ...dialogs,
  ...places,
  ...refusals,
  ...settings,
} as const
