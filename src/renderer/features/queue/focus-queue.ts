/** Puts the keyboard on the queue's list. */
export function focusQueue(): void {
  document.querySelector<HTMLElement>('[data-queue-list]')?.focus({ preventScroll: true })
}
