/** Makes many calls into one, `ms` after the first of them. */
export function coalesce(run: () => void, ms: number): { (): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  const call = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      run()
    }, ms)
  }
  return Object.assign(call, {
    cancel() {
      clearTimeout(timer)
      timer = undefined
    },
  })
}
