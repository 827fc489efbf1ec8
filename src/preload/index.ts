import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import type { Bridge } from '../shared/ipc/channels'
import { noticeNames, requestNames } from '../shared/ipc/names'

/** The page's only way out: named requests and named notices, nothing raw. Main checks the sender and every argument. */
const bridge: Bridge = {
  request(name, args) {
    if (!requestNames.has(name)) return Promise.reject(new Error(`There is no request named "${name}".`))
    return ipcRenderer.invoke(name, args)
  },
  listen(name, listener) {
    if (!noticeNames.has(name)) throw new Error(`There is no notice named "${name}".`)
    const channel = `notice:${name}`
    // The event itself stays here: it holds the sender.
    const forward = (_event: IpcRendererEvent, body: Parameters<typeof listener>[0]): void => listener(body)
    ipcRenderer.on(channel, forward)
    return () => {
      ipcRenderer.removeListener(channel, forward)
    }
  },
}

contextBridge.exposeInMainWorld('tijdig', bridge)
