import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { requests } from '../../shared/ipc/channels'
import type { RequestAnswer, RequestArgs, RequestName } from '../../shared/ipc/channels'
import { log } from '../log'
import { appOrigin } from '../protocol/scheme'

export type Handler<N extends RequestName> = (
  args: RequestArgs<N>,
  page: WebContents,
) => RequestAnswer<N> | Promise<RequestAnswer<N>>

/**
 * Answers one request of the page. Refused, and logged without the arguments: a sender that is not the top frame of the
 * app's own origin, and arguments that the channel's schema does not accept.
 */
export function handle<N extends RequestName>(name: N, handler: Handler<N>): void {
  ipcMain.handle(name, async (event, input: unknown): Promise<RequestAnswer<N>> => {
    if (!isOwnTopFrame(event)) {
      log.warn(`refused ${name}: the sender is not the app's own page`)
      throw new Error(`${name} is refused: only the app's own page may ask.`)
    }
    // Small, and most are asked once at a start: compiling code for a schema, as zod does by itself, takes longer than the reading.
    const parsed = requests[name].args.safeParse(input, { jitless: true })
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
      log.warn(`refused ${name}: ${where}`)
      throw new Error(`${name} is refused: ${where}`)
    }
    // The schema of this name made it: TypeScript cannot follow the name through the table.
    return handler(parsed.data as RequestArgs<N>, event.sender)
  })
}

function isOwnTopFrame(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && frame.origin === appOrigin
}
