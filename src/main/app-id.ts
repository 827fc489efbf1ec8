/**
 * The app's name towards the system. Windows ties notifications, their switch in its settings and pins on the taskbar to the
 * shortcut that bears this id: the installer writes the same one (`appId` in `electron-builder.config.mjs`).
 */
export const appId = 'org.tijdig.desk'
