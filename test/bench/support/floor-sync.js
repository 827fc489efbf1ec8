/** Runs in an empty page of the app: the least that a first sync must do. Fetches the same bytes and writes them as they are. */
window.floorSync = async () => {
  const begun = performance.now()
  const response = await fetch('/api/v1/sync/snapshot', { cache: 'no-store' })
  if (response.status !== 200) throw new Error(`The snapshot was answered with ${response.status}`)
  const blocks = []
  let block = new Uint8Array(1 << 20)
  let used = 0
  let bytes = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    bytes += value.length
    for (let from = 0; from < value.length;) {
      const part = value.subarray(from, from + block.length - used)
      block.set(part, used)
      used += part.length
      from += part.length
      if (used < block.length) continue
      blocks.push(block)
      block = new Uint8Array(1 << 20)
      used = 0
    }
  }
  blocks.push(block.subarray(0, used))
  const fetched = performance.now()
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open(`floor-${Math.random()}`, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('blocks', { autoIncrement: true })
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
  const transaction = database.transaction('blocks', 'readwrite', { durability: 'relaxed' })
  for (const each of blocks) transaction.objectStore('blocks').add(each)
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve
    transaction.onerror = () => reject(transaction.error)
  })
  return { bytes, fetchMs: fetched - begun, writeMs: performance.now() - fetched }
}
