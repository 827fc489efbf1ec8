import { useEffect } from 'react'
import { runCommand } from '../state/commands'
import { useDialog } from '../state/dialogs'
import { usePalette } from '../state/palette'
import { isComposing } from '../ui/composing'
import { createKeyReader, keyName } from './key-names'

/** Keys that belong to whatever has the focus, unless that is the queue or nothing. */
const listKeys = new Set(['Enter', 'ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'])

/** Turns key presses into commands, for as long as the app is on screen. */
export function useKeyboard(): void {
  useEffect(() => {
    const reader = createKeyReader()
    let coveredBefore = false
    // A dialog closes itself on Esc before the key arrives below: what counts is what was open when it was pressed.
    const onCapture = (): void => {
      coveredBefore = isCovered()
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isComposing(event) || coveredBefore) return
      if (belongsToFocus(event)) return
      const command = reader.read(event, event.timeStamp)
      if (command === 'more') event.preventDefault()
      else if (command !== null && runCommand(command)) event.preventDefault()
    }
    window.addEventListener('keydown', onCapture, true)
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onCapture, true)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
}

const isCovered = (): boolean =>
  useDialog.getState().dialog !== null ||
  usePalette.getState().open ||
  document.querySelector('[aria-modal="true"], [role="menu"]') !== null

function belongsToFocus(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null
  if (target === null || target === document.body) return false
  if (isTyping(target)) return !(event.ctrlKey || event.metaKey || event.key === 'Escape')
  return listKeys.has(keyName(event)) && target.closest('[data-queue-list]') === null
}

function isTyping(element: HTMLElement): boolean {
  if (element.isContentEditable || element.tagName === 'TEXTAREA' || element.tagName === 'SELECT') return true
  return element instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(element.type)
}
