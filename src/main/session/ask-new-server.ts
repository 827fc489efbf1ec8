import { dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Language } from '../language'

const texts = {
  en: {
    message: 'Contact this server for the first time?',
    detail: (origin: string) =>
      `${origin}\n\nYou have not signed in to it with this app before. It gets your e-mail address and password. Go on only if your administrator gave you this address.`,
    yes: 'Contact it',
    no: 'Cancel',
  },
  nl: {
    message: 'Voor het eerst contact met deze server?',
    detail: (origin: string) =>
      `${origin}\n\nJe hebt je er met deze app nog niet eerder aangemeld. De server krijgt je e-mailadres en wachtwoord. Ga alleen door als je dit adres van je beheerder hebt gekregen.`,
    yes: 'Contact maken',
    no: 'Annuleren',
  },
} as const

/** Asks natively whether a server may be contacted: the page cannot answer it. Beside the window, if one can be seen. */
export async function askNewServer(
  origin: string,
  window: BrowserWindow | null,
  language: Language,
): Promise<boolean> {
  const text = texts[language]
  const options = {
    type: 'question',
    message: text.message,
    detail: text.detail(origin),
    buttons: [text.yes, text.no],
    defaultId: 1,
    cancelId: 1,
  } as const
  const box = { ...options, buttons: [...options.buttons] }
  const { response } =
    window?.isVisible() && !window.isMinimized()
      ? await dialog.showMessageBox(window, box)
      : await dialog.showMessageBox(box)
  return response === 0
}
