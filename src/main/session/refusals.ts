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
  'no-network': {
    en: 'This machine has no network now. Connect it and try again.',
    nl: 'Deze machine heeft nu geen netwerk. Maak verbinding en probeer het opnieuw.',
  },
  'name-not-found': {
    en: 'There is no server of this name. Check the address; some servers can only be found on the company network or its VPN.',
    nl: 'Er is geen server met deze naam. Controleer het adres; sommige servers zijn alleen op het bedrijfsnetwerk of via de VPN te vinden.',
  },
  'connection-refused': {
    en: 'The machine at this address is there, but no server answers on it. Check the address and the number after the colon, or ask the administrator whether the server runs.',
    nl: 'De machine op dit adres is er, maar er antwoordt geen server. Controleer het adres en het getal na de dubbele punt, of vraag de beheerder of de server draait.',
  },
  'not-secure': {
    en: 'What answers at this address does not speak https. Check the address and the number after the colon.',
    nl: 'Wat op dit adres antwoordt, spreekt geen https. Controleer het adres en het getal na de dubbele punt.',
  },
  'certificate-not-trusted': {
    en: "The certificate of this server is not trusted on this machine, so nothing was sent. If your company has a certificate authority of its own, have its root certificate added to this system's store (Windows: Trusted Root Certification Authorities; macOS: Keychain Access; Linux: the NSS database in ~/.pki/nssdb). Then restart Tijdig.",
    nl: 'Het certificaat van deze server wordt op deze machine niet vertrouwd; er is niets verstuurd. Heeft je bedrijf een eigen certificaatautoriteit, laat dan het rootcertificaat toevoegen aan de opslag van dit systeem (Windows: Vertrouwde basiscertificeringsinstanties; macOS: Sleutelhangertoegang; Linux: de NSS-database in ~/.pki/nssdb). Start Tijdig daarna opnieuw.',
  },
  'certificate-for-another': {
    en: 'The certificate of this server is for another name, so nothing was sent. Use the name that your administrator gave you; an address in figures or a short name does not do.',
    nl: 'Het certificaat van deze server is voor een andere naam; er is niets verstuurd. Gebruik de naam die je van je beheerder kreeg; een adres in cijfers of een korte naam volstaat niet.',
  },
  'certificate-out-of-date': {
    en: "The certificate of this server is not valid today, so nothing was sent. Check this machine's date; if that is right, tell the administrator that the certificate has expired.",
    nl: 'Het certificaat van deze server is vandaag niet geldig; er is niets verstuurd. Controleer de datum van deze machine; klopt die, meld de beheerder dan dat het certificaat is verlopen.',
  },
  'proxy-sign-in': {
    en: 'A proxy on this network wants a sign-in of its own before it lets Tijdig through. Ask the administrator of the network to let this server pass without one.',
    nl: 'Een proxy op dit netwerk wil eerst een eigen aanmelding voordat hij Tijdig doorlaat. Vraag de netwerkbeheerder om deze server zonder aanmelding door te laten.',
  },
  'proxy-unreachable': {
    en: "The proxy of this network does not let Tijdig through to the server. Check this system's proxy settings, or ask the administrator of the network.",
    nl: 'De proxy van dit netwerk laat Tijdig niet door naar de server. Controleer de proxy-instellingen van dit systeem, of vraag de netwerkbeheerder.',
  },
  'network-sign-in': {
    en: 'This network wants a sign-in of its own, as in a hotel or on a train. Open your browser, sign in there, and try again.',
    nl: 'Dit netwerk wil eerst een eigen aanmelding, zoals in een hotel of in de trein. Open je browser, meld je daar aan en probeer het opnieuw.',
  },
  elsewhere: {
    en: 'What answers at this address sends on to another page. In a hotel or on a train, sign in to the network in your browser first; elsewhere, check the address.',
    nl: 'Wat op dit adres antwoordt, verwijst door naar een andere pagina. Meld je in een hotel of trein eerst in je browser aan bij het netwerk; controleer anders het adres.',
  },
  'not-a-server': {
    en: 'What answers at this address is not a Tijdig server. Check the address; in a hotel or on a train, sign in to the network in your browser first.',
    nl: 'Wat op dit adres antwoordt, is geen Tijdig-server. Controleer het adres; meld je in een hotel of trein eerst in je browser aan bij het netwerk.',
  },
  'server-declined': {
    en: 'The server was not contacted, and nothing was sent.',
    nl: 'Er is geen contact met de server gemaakt en er is niets verstuurd.',
  },
  overtaken: {
    en: 'Meanwhile something else was done: somebody signed in or out in this app. Nothing was changed by this attempt.',
    nl: 'Intussen is er iets anders gebeurd: iemand meldde zich in deze app aan of af. Deze poging heeft niets gewijzigd.',
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
