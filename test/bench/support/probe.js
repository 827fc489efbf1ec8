/**
 * Runs in the page, before the page's own scripts: notes long tasks and the talk with the data worker, and measures from
 * a key press to the paint of the rows that changed by it.
 */
;(() => {
  const asked = new Map()
  const known = new WeakSet()
  const bench = {
    longTasks: [],
    /** Longest gaps between timer turns while `watchGaps` runs, ms. */
    longestGap: 0,
    /** Answers of the worker: { name, args, ms, at }. */
    answers: [],
    /** What the worker told: { name, at }. */
    notices: [],
    armed: null,
  }
  window.bench = bench

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.longTasks.push({ startTime, duration })
  }).observe({ type: 'longtask', buffered: true })

  const { postMessage } = Worker.prototype
  Worker.prototype.postMessage = function (message, ...rest) {
    if (!known.has(this)) {
      known.add(this)
      this.addEventListener('message', hear)
    }
    if (message?.kind === 'call')
      asked.set(message.id, { name: message.name, args: message.args, at: performance.now() })
    return postMessage.call(this, message, ...rest)
  }

  function hear({ data }) {
    const now = performance.now()
    if (data.kind === 'notice') bench.notices.push({ name: data.name, at: now, phase: data.body?.phase })
    const call = data.kind === 'answer' ? asked.get(data.id) : undefined
    if (!call) return
    asked.delete(data.id)
    bench.answers.push({ name: call.name, search: call.args?.query?.search, ms: now - call.at, at: now })
  }

  /** When the frame that comes next has been painted: the first task after its rendering. */
  bench.painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now())
        port2.postMessage(null)
      })
    })

  let lastKey = NaN
  addEventListener('keydown', (event) => (lastKey = event.timeStamp), true)

  const rowsOnScreen = () =>
    Array.from(
      document.querySelectorAll('[data-queue-list] [role=option]:not([aria-hidden])'),
      ({ id, style }) => `${id} ${style.top}`,
    ).join()

  /** From the last key press before other rows stand on screen to their paint. `result` answers ms, or null for none. */
  bench.arm = () => {
    const before = rowsOnScreen()
    const found = new Promise((resolve) => {
      const observer = new MutationObserver(async () => {
        if (rowsOnScreen() === before) return
        observer.disconnect()
        const key = lastKey
        const drawn = performance.now()
        resolve({ key, drawn, painted: await bench.painted() })
      })
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        attributes: true,
        attributeFilter: ['id', 'style'],
      })
      setTimeout(() => (observer.disconnect(), resolve(null)), 2500)
    })
    bench.armed = found
  }
  bench.result = async () => {
    const found = await bench.armed
    if (found === null) return null
    const answer = bench.answers.find(({ name, at }) => name === 'queue' && at > found.key)
    return {
      ms: found.painted - found.key,
      draw: found.painted - found.drawn,
      worker: answer?.ms ?? null,
    }
  }

  /** From a key press to the paint of whatever it changes at once. */
  bench.armPlain = () => {
    bench.armed = new Promise((resolve) => {
      addEventListener('keydown', async ({ timeStamp }) => resolve((await bench.painted()) - timeStamp), {
        once: true,
      })
    })
  }
  bench.resultPlain = () => bench.armed

  /** When a text stands painted on the screen, as epoch ms. */
  bench.textPainted = (text) => {
    bench.armed = new Promise((resolve) => {
      const observer = new MutationObserver(async () => {
        if (!document.body.textContent.includes(text)) return
        observer.disconnect()
        resolve(performance.timeOrigin + (await bench.painted()))
      })
      observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    })
  }

  bench.watchGaps = () => {
    let last = performance.now()
    bench.longestGap = 0
    setInterval(() => {
      const now = performance.now()
      bench.longestGap = Math.max(bench.longestGap, now - last)
      last = now
    }, 4)
  }
})()
