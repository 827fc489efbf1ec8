import type { MenuItemConstructorOptions } from 'electron'
import type { Language } from '../language'

const words = {
  nl: {
    cut: 'Knippen',
    copy: 'Kopiëren',
    paste: 'Plakken',
    selectAll: 'Alles selecteren',
    link: 'Link kopiëren',
  },
  en: { cut: 'Cut', copy: 'Copy', paste: 'Paste', selectAll: 'Select all', link: 'Copy link' },
} as const

export interface ClickedOn {
  readonly isEditable: boolean
  readonly selectionText: string
  readonly linkURL: string
}

/** What a right click offers: the edits that are possible there, and nothing where there are none. */
export function contextMenuItems(
  { isEditable, selectionText, linkURL }: ClickedOn,
  language: Language,
  copy: (text: string) => void,
): MenuItemConstructorOptions[] {
  const text = words[language]
  const selected = selectionText.trim() !== ''
  const link = /^(https|mailto):/.test(linkURL)
  return [
    ...(isEditable && selected ? [{ role: 'cut', label: text.cut } as const] : []),
    ...(selected ? [{ role: 'copy', label: text.copy } as const] : []),
    ...(isEditable ? [{ role: 'paste', label: text.paste } as const] : []),
    ...(isEditable ? [{ role: 'selectAll', label: text.selectAll } as const] : []),
    ...(link ? [{ label: text.link, click: () => copy(linkURL) }] : []),
  ]
}
