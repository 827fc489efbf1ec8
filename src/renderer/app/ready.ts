import type { WorkerNotices } from '../data/protocol'
import { data } from '../state/data-client'

const key = 'tijdig.ready'

/** Tells main, once, that the queue can be used: after the first rows are painted. */
export function announceReady(): void {
  // Loading the page again is no new start of the app.
  let announced = sessionStorage.getItem(key) !== null
  data().listen('opened', (opened) => {
    if (announced) return
    announced = true
    sessionStorage.setItem(key, '')
    void afterFirstRows(opened)
  })
}

async function afterFirstRows(opened: WorkerNotices['opened']): Promise<void> {
  while (opened.tickets > 0 && document.querySelector('[data-queue-list], [data-empty-state]') === null)
    await nextFrame()
  await nextFrame()
  await window.tijdig.request('app.ready', opened)
}

const nextFrame = (): Promise<void> =>
  new Promise((resolve) => {
    // A window that is still hidden gets no frames; the timer lets the start go on there.
    const timer = setTimeout(resolve, 100)
    requestAnimationFrame(() => {
      clearTimeout(timer)
      resolve()
    })
  })
