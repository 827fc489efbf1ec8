import type { TFunction } from 'i18next'
import type { RequestAnswer, RequestArgs } from '../../../shared/ipc/channels'
import { reportFault } from '../../state/faults'
import { useSession } from '../../state/session'

type Answer = Exclude<RequestAnswer<'session.signIn'>, { readonly ok: true }> | { readonly ok: true }

/** What the fields hold at most, as main takes it. */
const longest = { email: 320, password: 1000, server: 2000 } as const

/** Signs in; the screen follows. Always answers: with a sentence too where the app itself failed. */
export async function askSignIn(args: RequestArgs<'session.signIn'>, t: TFunction): Promise<Answer> {
  if (args.email.length > longest.email) return refused(t('signIn.emailTooLong'))
  if (args.password.length > longest.password) return refused(t('signIn.passwordTooLong'))
  if (args.server.kind === 'remote' && args.server.url.length > longest.server)
    return refused(t('signIn.serverTooLong'), 'server-address-invalid')
  try {
    const answer = await window.tijdig.request('session.signIn', args)
    if (!answer.ok) return answer
    useSession.setState({ signedIn: answer.value })
    return { ok: true }
  } catch (error) {
    reportFault(error, 'sign-in')
    return refused(t('signIn.failed'))
  }
}

/** Opens the demo workspace; the screen follows. Null when it is open, else why it is not. */
export async function openDemoWorkspace(t: TFunction): Promise<string | null> {
  try {
    const answer = await window.tijdig.request('session.openDemo', {})
    if (!answer.ok) return answer.message
    useSession.setState({ signedIn: answer.value })
    return null
  } catch (error) {
    reportFault(error, 'sign-in')
    return t('signIn.failed')
  }
}

/** Asks for a mail with a link to a new password. What came of it, in words that tell nobody who has an account. */
export async function askPasswordLink(
  args: RequestArgs<'session.forgotPassword'>,
  t: TFunction,
): Promise<{ readonly text: string; readonly isProblem: boolean }> {
  if (args.email.length > longest.email) return { text: t('signIn.emailTooLong'), isProblem: true }
  try {
    const answer = await window.tijdig.request('session.forgotPassword', args)
    return answer.ok
      ? { text: t('signIn.linkAsked', { email: args.email }), isProblem: false }
      : { text: answer.message, isProblem: true }
  } catch (error) {
    reportFault(error, 'sign-in')
    return { text: t('signIn.failed'), isProblem: true }
  }
}

const refused = (message: string, code = 'app-failed'): Answer => ({ ok: false, code, message })
