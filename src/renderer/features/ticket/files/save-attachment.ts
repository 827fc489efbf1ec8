import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import type { TicketFile } from '../../../data/files/device-files'
import { tell } from '../../../state/act'
import { data } from '../../../state/data-client'
import { reportFault } from '../../../state/faults'

/** Fetches an attachment, from this device or the server, and lets the person choose where to keep it. */
export async function saveAttachment(file: TicketFile, t: TFunction): Promise<void> {
  const { name } = file.attachment
  try {
    const blob = await data().file(file)
    if (blob === null) return complain(t('files.unreachable'), t)
    const bytes = new Uint8Array(await blob.arrayBuffer())
    const answer = await window.tijdig.request('file.save', { name, bytes })
    if (!answer.ok) complain(answer.message, t)
    else if (answer.value.path !== null) tell(t('files.saved', { path: answer.value.path }))
  } catch (error) {
    reportFault(error, 'file')
    complain(t('act.failed'), t)
  }
}

const complain = (message: string, t: TFunction): void =>
  void notifications.show({ color: 'red', title: t('files.notSaved'), message, autoClose: 12_000 })
