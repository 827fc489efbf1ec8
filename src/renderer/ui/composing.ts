interface Key {
  readonly isComposing: boolean
  readonly keyCode: number
}

/** The key code that Chromium gives to keys which an input method takes. */
const takenByInputMethod = 229

/** Whether a key belongs to an input method that is composing a word (Japanese, Chinese, accents): it means nothing else then. */
export function isComposing(event: Key | { readonly nativeEvent: Key }): boolean {
  const key = 'nativeEvent' in event ? event.nativeEvent : event
  return key.isComposing || key.keyCode === takenByInputMethod
}
