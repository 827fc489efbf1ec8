import { cutText } from '../shared/cut-text'
import { say, hearOrders } from './embedded-port'
import { ServerTooOld } from './db/schema-floor'
import { startEmbedded } from './start-embedded'

/** Entry of the backend inside the app: one utility process, on the loopback address, with the demo workspace. */
try {
  const running = await startEmbedded(await hearOrders(), say)
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    void running.stop().finally(() => process.exit(0))
    setTimeout(() => process.exit(0), 5000).unref()
  }
  process.on('SIGTERM', end).on('SIGINT', end)
} catch (error) {
  say({
    state: 'failed',
    message: cutText(error instanceof Error ? error.message : String(error), 2000),
    ...(error instanceof ServerTooOld ? { reason: 'made-by-newer' } : {}),
  })
  process.exitCode = 1
  setTimeout(() => process.exit(1), 500).unref()
}
