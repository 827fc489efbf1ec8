/** The floor of start, memory and keystrokes: one window with the app's security settings and nothing in it. */
import { app, BrowserWindow, protocol } from 'electron'

app.setPath('userData', process.env.BENCH_USER_DATA ?? app.getPath('userData'))
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: 'empty', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])

const page = `<!doctype html><title>Empty</title><body><p>0</p><script>
  requestAnimationFrame(() => requestAnimationFrame(() => fetch('/painted')))
  addEventListener('keydown', () => (document.querySelector('p').textContent++))
</script>`

void app.whenReady().then(() => {
  protocol.handle('empty', ({ url }) => {
    if (new URL(url).pathname === '/painted') process.stdout.write('painted\n')
    return new Response(page, { headers: { 'content-type': 'text/html' } })
  })
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL('empty://page/')
})
app.on('window-all-closed', () => app.quit())
