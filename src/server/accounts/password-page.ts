import { createHash } from 'node:crypto'
import type { PasswordProblem } from './passwords'
import { shortestPassword } from './passwords'

/** The page behind a mailed link: plain HTML without scripts, so that it works in every browser and nothing can be injected. */

export type PageLanguage = 'nl' | 'en'

export type PageProblem = PasswordProblem | 'passwords-differ'

export type PageState =
  | { readonly show: 'form'; readonly name: string; readonly problem: PageProblem | null }
  | { readonly show: 'done'; readonly devicesEnded: number }
  | { readonly show: 'link-ended' }

interface PageTexts {
  readonly title: string
  readonly intro: (name: string) => string
  readonly password: string
  readonly hint: string
  readonly again: string
  readonly submit: string
  readonly done: string
  readonly doneText: (devices: number) => string
  readonly ended: string
  readonly endedText: string
  readonly problems: Record<PageProblem, string>
}

const texts = {
  nl: {
    title: 'Nieuw wachtwoord',
    intro: (name: string) =>
      `Dag ${name}, kies een nieuw wachtwoord. Daarna ben je op al je apparaten afgemeld.`,
    password: 'Nieuw wachtwoord',
    hint: `Minstens ${shortestPassword} tekens. Een paar woorden achter elkaar is sterk en goed te onthouden.`,
    again: 'Nog een keer',
    submit: 'Wachtwoord instellen',
    done: 'Je wachtwoord is ingesteld',
    doneText: (devices: number) =>
      devices === 0
        ? 'Meld je in Tijdig aan met je nieuwe wachtwoord.'
        : `Je bent afgemeld op ${devices === 1 ? 'één apparaat' : `${devices} apparaten`}. Meld je in Tijdig aan met je nieuwe wachtwoord.`,
    ended: 'Deze link werkt niet meer',
    endedText:
      'Een link werkt één uur en één keer, en niet meer nadat het wachtwoord is gewijzigd. Vraag in Tijdig een nieuwe aan.',
    problems: {
      'password-too-short': `Dit wachtwoord is te kort: neem minstens ${shortestPassword} tekens.`,
      'password-too-common': 'Dit wachtwoord raden anderen als een van de eerste. Kies een ander.',
      'password-is-own-name':
        'Dit wachtwoord bestaat uit je naam of adres, of de naam van je bedrijf of Tijdig. Kies een ander.',
      'passwords-differ': 'De twee wachtwoorden zijn niet gelijk. Vul ze opnieuw in.',
    },
  },
  en: {
    title: 'New password',
    intro: (name: string) =>
      `Hello ${name}, choose a new password. You are then signed out on all your devices.`,
    password: 'New password',
    hint: `At least ${shortestPassword} characters. A few words in a row are strong and easy to remember.`,
    again: 'Once more',
    submit: 'Set password',
    done: 'Your password is set',
    doneText: (devices: number) =>
      devices === 0
        ? 'Sign in to Tijdig with your new password.'
        : `You were signed out on ${devices === 1 ? 'one device' : `${devices} devices`}. Sign in to Tijdig with your new password.`,
    ended: 'This link no longer works',
    endedText:
      'A link works for one hour and once, and no more after the password was changed. Ask for a new one in Tijdig.',
    problems: {
      'password-too-short': `This password is too short: use at least ${shortestPassword} characters.`,
      'password-too-common': 'This password is one of the first that others would try. Choose another.',
      'password-is-own-name':
        'This password is made of your name or address, or the name of your firm or Tijdig. Choose another.',
      'passwords-differ': 'The two passwords are not the same. Enter them again.',
    },
  },
} as const satisfies Record<PageLanguage, PageTexts>

const style = `
:root { color-scheme: light dark; --accent: #1f6f5c; --text: #1d2320; --soft: #5b6661; --line: #c9d1cd; --page: #f6f7f6; --card: #fff; --error: #a4262c }
@media (prefers-color-scheme: dark) { :root { --accent: #5cb89f; --text: #e7ebe9; --soft: #a3ada8; --line: #46504b; --page: #171b19; --card: #1f2422; --error: #f1868b } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 400px; padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 10px }
.name { margin: 0 0 16px; color: var(--accent); font-weight: 600 }
h1 { margin: 0 0 8px; font-size: 22px; line-height: 1.25 }
p { margin: 0 0 16px; color: var(--soft) }
label { display: block; margin-top: 16px; font-weight: 500 }
input { width: 100%; margin-top: 4px; padding: 10px 12px; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 6px }
input:focus-visible, button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.hint { margin: 4px 0 0; font-size: 14px }
.error { color: var(--error) }
button { width: 100%; margin-top: 24px; padding: 11px; font: inherit; font-weight: 600; color: var(--card); background: var(--accent); border: 0; border-radius: 6px; cursor: pointer }
`

/** What the page may do: show its own style and send its own form. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Dutch unless the browser asks for English first. */
export const languageOfBrowser = (acceptLanguage: string | undefined): PageLanguage =>
  /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'nl'

/** The page as HTML. */
export function passwordPage(language: PageLanguage, state: PageState): string {
  const t = texts[language]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${t.title} – Tijdig</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="name">Tijdig</p>
${content(language, state)}
</main>
</body>
</html>
`
}

function content(language: PageLanguage, state: PageState): string {
  const t = texts[language]
  switch (state.show) {
    case 'done':
      return `<h1>${t.done}</h1>\n<p>${t.doneText(state.devicesEnded)}</p>`
    case 'link-ended':
      return `<h1>${t.ended}</h1>\n<p>${t.endedText}</p>`
    case 'form':
      return `<h1>${t.title}</h1>
<p>${escapeHtml(t.intro(state.name))}</p>
${state.problem === null ? '' : `<p class="error" role="alert">${t.problems[state.problem]}</p>`}
<form method="post">
<label for="password">${t.password}</label>
<input id="password" name="password" type="password" autocomplete="new-password" required maxlength="1000" autofocus aria-describedby="hint">
<p class="hint" id="hint">${t.hint}</p>
<label for="again">${t.again}</label>
<input id="again" name="again" type="password" autocomplete="new-password" required maxlength="1000">
<button type="submit">${t.submit}</button>
</form>`
  }
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')
