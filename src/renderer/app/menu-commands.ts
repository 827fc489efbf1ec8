import { findCommand } from '../../shared/commands'
import type { CommandId } from '../../shared/commands'
import type { Bridge } from '../../shared/ipc/channels'
import { runCommand } from '../state/commands'
import { useDialog } from '../state/dialogs'

/** Carries out what is chosen in the native menu, as a key press would. */
export function followCommands(bridge: Bridge): void {
  bridge.listen('command', ({ id }) => {
    if (useDialog.getState().dialog === null && findCommand(id)) runCommand(id as CommandId)
  })
}
