import type { Language } from '../language'

/** Why signing in failed, as far as this device knows it; a server's own refusals come in its own words. */
const texts = {
  'server-address-missing': {
    en: 'Enter the address of the server.',
    nl: 'Vul het adres van de server in.',
  },
  'server-address-invalid': {
    en: 'This is not the address of a server. Use only its name, such as https://desk.example.com.',
    nl: 'Dit is geen adres van een server. Gebruik alleen de naam, zoals https://desk.example.com.',
  },
  'server-address-insecure': {
    en: 'The address must begin with https://. Without it, others could read the password and the mail.',
    nl: 'Het adres moet beginnen met https://. Anders kunnen anderen het wachtwoord en de e-mail meelezen.',
  },
  'server-unreachable': {
    en: 'The server does not answer. Check the address and the network, and try again.',
    nl: 'De server antwoordt niet. Controleer het adres en het netwerk en probeer het opnieuw.',
  },
  'not-a-server': {
    en: 'What answers at this address is not a Tijdig server. Check the address.',
    nl: 'Wat op dit adres antwoordt, is geen Tijdig-server. Controleer het adres.',
  },
  'wrong-password': {
    en: 'The e-mail address or the password is not right.',
    nl: 'Het e-mailadres of het wachtwoord klopt niet.',
  },
  'too-many-attempts': {
    en: 'Too many attempts. Wait a few minutes and try again.',
    nl: 'Te veel pogingen. Wacht een paar minuten en probeer het opnieuw.',
  },
  'update-required': {
    en: 'This app is too old for the server: update it.',
    nl: 'Deze app is te oud voor de server: werk hem bij.',
  },
  'server-too-old': {
    en: 'The server is too old for this app: ask its administrator to update it.',
    nl: 'De server is te oud voor deze app: vraag de beheerder om hem bij te werken.',
  },
  'backend-newer': {
    en: 'A newer version of Tijdig made the demo workspace on this machine. Update the app to open it; nothing was changed.',
    nl: 'De demo-omgeving op deze machine is gemaakt met een nieuwere versie van Tijdig. Werk de app bij om hem te openen; er is niets gewijzigd.',
  },
  'choose-workspace': {
    en: 'You work in several workspaces. Choose one.',
    nl: 'Je werkt in meer dan één werkruimte. Kies er een.',
  },
  'backend-failed': {
    en: 'The demo workspace could not be opened. Restart the app; if that does not help, its log says why.',
    nl: 'De demo-omgeving kon niet worden geopend. Start de app opnieuw; helpt dat niet, dan staat de reden in het logboek.',
  },
} as const satisfies Record<string, Record<Language, string>>

export type RefusalCode = keyof typeof texts

export interface Refusal {
  readonly ok: false
  readonly code: string
  readonly message: string
}

/** The refusal in the person's language. */
export const refusal = (code: RefusalCode, language: Language): Refusal => ({
  ok: false,
  code,
  message: texts[code][language],
})
