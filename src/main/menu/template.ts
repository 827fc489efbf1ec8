import type { MenuItemConstructorOptions } from 'electron'
import { commandGroups, commands } from '../../shared/commands'
import type { Command, CommandGroup, CommandId } from '../../shared/commands'
import type { Language } from '../language'
import { acceleratorOf } from './accelerator'

export interface MenuOptions {
  readonly language: Language
  readonly mac: boolean
  /** Developers' tools are in the menu of an unpackaged app only. */
  readonly developer: boolean
  readonly run: (id: string) => void
  readonly openWindow: () => void
}

const words = {
  nl: {
    file: 'Bestand',
    edit: 'Bewerken',
    window: 'Venster',
    newWindow: 'Nieuw venster',
    quit: 'Tijdig afsluiten',
  },
  en: {
    file: 'File',
    edit: 'Edit',
    window: 'Window',
    newWindow: 'New window',
    quit: 'Quit Tijdig',
  },
} as const

const roles = {
  nl: {
    undo: 'Ongedaan maken',
    redo: 'Opnieuw',
    cut: 'Knippen',
    copy: 'Kopiëren',
    paste: 'Plakken',
    selectAll: 'Alles selecteren',
    resetZoom: 'Werkelijke grootte',
    zoomIn: 'Inzoomen',
    zoomOut: 'Uitzoomen',
    about: 'Over Tijdig',
    hide: 'Tijdig verbergen',
    hideOthers: 'Andere verbergen',
    unhide: 'Alles tonen',
    togglefullscreen: 'Volledig scherm',
    minimize: 'Minimaliseren',
    zoom: 'Zoomen',
    front: 'Alles naar voren',
    services: 'Voorzieningen',
    close: 'Venster sluiten',
    reload: 'Opnieuw laden',
    toggleDevTools: 'Hulpmiddelen voor ontwikkelaars',
  },
  en: {
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    resetZoom: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    about: 'About Tijdig',
    hide: 'Hide Tijdig',
    hideOthers: 'Hide others',
    unhide: 'Show all',
    togglefullscreen: 'Full screen',
    minimize: 'Minimise',
    zoom: 'Zoom',
    front: 'Bring all to front',
    services: 'Services',
    close: 'Close window',
    reload: 'Reload',
    toggleDevTools: 'Developer tools',
  },
} as const

const settingsId = 'go.settings' satisfies CommandId

type Role = keyof (typeof roles)['en']
const separator: MenuItemConstructorOptions = { type: 'separator' }

/** The native menu, made from the command table; the rest are the system's own roles with our words. */
export function menuTemplate({
  language,
  mac,
  developer,
  run,
  openWindow,
}: MenuOptions): MenuItemConstructorOptions[] {
  const text = words[language]
  const role = (name: Role): MenuItemConstructorOptions => ({ role: name, label: roles[language][name] })
  const items = (group: CommandGroup): MenuItemConstructorOptions[] =>
    commands
      // A Mac has the settings in the app's own menu.
      .filter((command) => command.group === group && command.inMenu && !(mac && command.id === settingsId))
      .map((command) => commandItem(command, language, mac, run))
  const submenu = (
    group: CommandGroup,
    extra: MenuItemConstructorOptions[] = [],
  ): MenuItemConstructorOptions => ({
    label: commandGroups[group][language],
    submenu: [...items(group), ...extra],
  })
  const newWindow: MenuItemConstructorOptions = {
    id: 'window.new',
    label: text.newWindow,
    accelerator: 'CommandOrControl+Shift+N',
    click: openWindow,
  }
  const quit: MenuItemConstructorOptions = { role: 'quit', label: text.quit }
  const settings = commands
    .filter(({ id }) => mac && id === settingsId)
    .map((command) => commandItem(command, language, mac, run))
  return [
    ...(mac
      ? [
          {
            role: 'appMenu' as const,
            submenu: [
              role('about'),
              separator,
              ...settings,
              separator,
              role('services'),
              separator,
              role('hide'),
              role('hideOthers'),
              role('unhide'),
              separator,
              quit,
            ],
          },
          { label: text.file, submenu: [newWindow, separator, role('close')] },
        ]
      : [{ label: text.file, submenu: [role('close'), separator, quit] }]),
    {
      label: text.edit,
      submenu: [
        role('undo'),
        role('redo'),
        separator,
        role('cut'),
        role('copy'),
        role('paste'),
        role('selectAll'),
      ],
    },
    submenu('queue'),
    submenu('go'),
    submenu('ticket'),
    submenu('view', [
      separator,
      role('resetZoom'),
      role('zoomIn'),
      // Where + needs Shift, people press the key without it.
      { ...role('zoomIn'), accelerator: 'CommandOrControl+=', visible: false },
      role('zoomOut'),
      separator,
      role('togglefullscreen'),
      ...(developer ? [separator, role('reload'), role('toggleDevTools')] : []),
    ]),
    mac
      ? {
          label: text.window,
          role: 'windowMenu',
          submenu: [role('minimize'), role('zoom'), separator, role('front')],
        }
      : { label: text.window, submenu: [newWindow, role('minimize')] },
    submenu('help'),
  ]
}

function commandItem(
  command: Command,
  language: Language,
  mac: boolean,
  run: (id: string) => void,
): MenuItemConstructorOptions {
  const shown = command.keys.map(acceleratorOf).find((key) => key !== null)
  // macOS cannot show a key without taking it: there only those that the menu may take.
  const usable = shown && (shown.registered || !mac) ? shown : undefined
  return {
    id: command.id,
    label: command.label[language],
    accelerator: usable?.accelerator,
    registerAccelerator: usable?.registered ?? false,
    click: () => run(command.id),
  }
}
