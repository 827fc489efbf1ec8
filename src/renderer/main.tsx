import { createRoot } from 'react-dom/client'
import './theme/fonts.css'
import './theme/mantine-styles'
import './theme/tokens.css'
import './theme/base.css'
import './theme/forced-colors.css'
import './theme/mantine.css'
import { App } from './app/App'
import { startApp } from './app/start'
import { Stopped } from './app/Stopped'
import { startedClient } from './data/started-client'
import { startTexts } from './i18n/i18n'
import { reportFault, watchFaults } from './state/faults'
import { languageOf, useSession } from './state/session'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root.')
watchFaults()
try {
  await startApp(await startedClient)
  createRoot(root).render(<App />)
} catch (error) {
  reportFault(error, 'app')
  startTexts(languageOf(useSession.getState()))
  createRoot(root).render(<Stopped reason="start" />)
}
