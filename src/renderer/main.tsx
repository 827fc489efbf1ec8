import { createRoot } from 'react-dom/client'
import './theme/fonts.css'
import './theme/mantine-styles'
import './theme/tokens.css'
import './theme/base.css'
import './theme/forced-colors.css'
import './theme/mantine.css'
import { App } from './app/App'
import { startApp } from './app/start'
import { startedClient } from './data/started-client'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root.')
await startApp(startedClient)
createRoot(root).render(<App />)
