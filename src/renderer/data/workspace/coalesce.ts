/** Makes many calls into one, `ms` after the first of them. None runs or is armed once `signal` is aborted. */
export function coalesce(run: () => void, ms: number, signal: AbortSignal): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  signal.addEventListener('abort', () => clearTimeout(timer))
  return () => {
    if (signal.aborted) return
    timer ??= setTimeout(() => {
      timer = undefined
      run()
    }, ms)
  }
}
