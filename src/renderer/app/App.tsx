import { MantineProvider } from '@mantine/core'
import { useColorScheme } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { SignIn } from '../features/sign-in/SignIn'
import { useSession } from '../state/session'
import { mantineTheme } from '../theme/mantine'
import { Shell } from './Shell'

const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, staleTime: 10_000, networkMode: 'always' } },
})

/** The whole page: signed in to a workspace, or on the way there. */
export function App() {
  const system = useColorScheme(undefined, { getInitialValueInEffect: false })
  const theme = useSession((session) => session.preferences.theme)
  const known = useSession((session) => session.signedIn !== null)
  return (
    <MantineProvider theme={mantineTheme} forceColorScheme={theme === 'system' ? system : theme}>
      <QueryClientProvider client={queries}>
        {known ? <Shell /> : <SignIn />}
        <Notifications position="bottom-right" limit={3} zIndex={400} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
