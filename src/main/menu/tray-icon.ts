/**
 * The icon in the tray, by its file in `resources`. macOS colours a template image itself; elsewhere it is one that shows on
 * light and on dark panels, with a dot when something is urgent.
 */
export function trayIcon(platform: NodeJS.Platform, attention: boolean): TrayIcon {
  if (platform === 'darwin') return 'trayTemplate.png'
  return attention ? 'tray-attention.png' : 'tray.png'
}

export const trayIcons = ['trayTemplate.png', 'tray.png', 'tray-attention.png'] as const
export type TrayIcon = (typeof trayIcons)[number]
