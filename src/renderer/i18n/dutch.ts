import { account } from './nl/account'
import { files } from './nl/files'
import { frame } from './nl/frame'
import { places } from './nl/places'
import { queue } from './nl/queue'
import { refusals } from './nl/refusals'
import { settings } from './nl/settings'
import { ticket } from './nl/ticket'
import { dialogs } from './nl/dialogs'
import type { SameKeys } from '../acts/words'
import type { english } from './english'

/** Every text on screen, in Dutch. */
export const dutch = {
  ...account,
  ...files,
  ...frame,
  ...queue,
  ...ticket,
  ...dialogs,
  ...places,
  ...refusals,
  ...settings,
} as const satisfies SameKeys<typeof english>
