/** The lines of a stream of UTF-8 bytes, without their ends. `onBytes` is told whenever something came. */
export async function* splitLines(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void = () => undefined,
): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  // Pieces of a line that is not whole yet: joined once, since a line may be megabytes long.
  let pieces: string[] = []
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      onBytes()
      const text = decoder.decode(value, { stream: true })
      let from = 0
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        pieces.push(text.slice(from, end))
        yield pieces.join('')
        pieces = []
        from = end + 1
      }
      pieces.push(text.slice(from))
    }
    const rest = pieces.join('') + decoder.decode()
    if (rest !== '') yield rest
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
