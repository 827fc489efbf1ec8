import { shell } from 'electron'
import { log } from '../log'
import { externalUrl } from './external-url'

/** Opens an address in the person's own browser or mail program; false, and logged, when it is not allowed. */
export async function openExternal(input: string): Promise<boolean> {
  const url = externalUrl(input)
  if (url === null) {
    log.warn('refused to open an address outside the app')
    return false
  }
  await shell.openExternal(url)
  return true
}
