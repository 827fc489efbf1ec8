import { MantineProvider } from '@mantine/core'
import { useColorScheme } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { SignIn } from '../features/sign-in/SignIn'
import { reportFault } from '../state/faults'
import { useLiveData } from '../state/live-data'
import { queries } from '../state/queries'
import { useSession } from '../state/session'
import { mantineTheme } from '../theme/mantine'
import { ErrorBoundary } from '../ui/ErrorBoundary'
import { ownerNamed } from './person'
import { Shell } from './Shell'
import { Stopped } from './Stopped'

/** The whole page: signed in to a workspace, or on the way there. */
export function App() {
  return (
    <ErrorBoundary
      onFailed={(error) => reportFault(error, 'app')}
      fallback={(again) => <Stopped reason="start" again={again} />}
    >
      <Desk />
    </ErrorBoundary>
  )
}

function Desk() {
  const system = useColorScheme(undefined, { getInitialValueInEffect: false })
  const theme = useSession((session) => session.preferences.theme)
  const owner = useSession((session) => ownerNamed(session.signedIn))
  const workerStopped = useLiveData((live) => live.workerStopped)
  return (
    <MantineProvider theme={mantineTheme} forceColorScheme={theme === 'system' ? system : theme}>
      <QueryClientProvider client={queries}>
        {workerStopped ? <Stopped reason="worker" /> : null}
        {workerStopped ? null : owner === '' ? <SignIn /> : <Shell key={owner} />}
        <Notifications position="bottom-left" limit={3} zIndex={400} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
