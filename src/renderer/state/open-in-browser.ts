import { notifications } from '@mantine/notifications'

/** Opens an https address in the person's browser; main refuses anything else, and the refusal is shown. */
export async function openInBrowser(url: string): Promise<void> {
  const answer = await window.tijdig.request('app.openExternal', { url })
  if (!answer.ok) notifications.show({ message: answer.message })
}
