/** Waarom iets niet gebeurt, naar de code van de weigering, voor zover die niet bij één handeling hoort: die staan bij de handeling. */
export const refusals = {
  refusals: {
    'ticket-closed': 'Het ticket is gesloten: heropen het eerst.',
    'wrong-status': 'De toestand van het ticket laat dit niet toe.',
    'not-allowed': 'Alleen een senior, de Managing Partner of een beheerder mag dit doen.',
    forbidden: 'Je hebt hier geen recht op. Vraag het een beheerder.',
    'other-author':
      'Iemand anders heeft zich hier intussen aangemeld; meld je aan als de schrijver om dit te verzenden.',
    'already-decided': 'Hierover heb je al besloten.',
    'being-sent':
      'Het wordt net verzonden, of is dat al: misschien is het aangekomen. Er is niets gewijzigd.',
    'takes-more': 'Intussen is er iets geschreven dat hierop rust. Er is niets gewijzigd; kijk nog eens.',
    'no-ticket': 'Het ticket bestaat niet, of je mag het niet zien.',
    'before-receipt': 'Dat is voordat het ticket is ontvangen. Geef een later tijdstip.',
    'before-feedback':
      'Dat is voor de eerste terugmelding: een oplossing komt daarna. Geef een later tijdstip.',
    'before-reopening': 'Dat is voordat het ticket voor het laatst is heropend. Geef een later tijdstip.',
    'before-wait': 'Dat is voordat het wachten begon. Geef een later tijdstip.',
    'in-the-future':
      'Dat ligt in de toekomst volgens de klok van de server. Geef het tijdstip waarop het gebeurde.',
    'receipt-too-old':
      'Dat is meer dan 31 dagen geleden. Laat een senior het vastleggen, of geef een later tijdstip.',
    'newer-message': 'De klant schreef nadat je dit ticket het laatst bekeek.',
    'colleague-replied': 'Een collega antwoordde nadat je dit ticket het laatst bekeek.',
    'replied-elsewhere': 'Je antwoordde op een ander apparaat nadat je dit ticket hier het laatst bekeek.',
    'new-attention': 'Er vraagt iets anders aan dit ticket aandacht sinds je het het laatst bekeek.',
    'other-customer': 'Het ticket kreeg een andere klant of melder nadat je het het laatst bekeek.',
    'escalated-meanwhile': 'Het ticket is geëscaleerd nadat je het het laatst bekeek.',
    'escalation-ended': 'Een escalatie van dit ticket is beëindigd nadat je het het laatst bekeek.',
    'unknown-agent':
      'Het account van deze collega is afgesloten, of hoort niet bij jouw werkruimte: kies een ander.',
    'unknown-customer': 'Deze klant hoort niet (meer) bij jouw werkruimte: kies een andere.',
    'unknown-team': 'Dit team hoort niet (meer) bij jouw werkruimte: kies een ander.',
    'clock-uncertain':
      'De klok van dit apparaat was niet te vertrouwen toen je dit schreef. Zeg wanneer het gebeurde, dan wordt het vastgelegd.',
    'closed-meanwhile': 'Het ticket is gesloten nadat je het het laatst bekeek.',
    'unread-since':
      'Er gebeurde iets aan dit ticket nadat je het het laatst bekeek dat de server niet kan lezen: een nieuwere versie van Tijdig maakte het, of het is beschadigd.',
    'dependency-failed':
      'Een eerdere wijziging waarop deze voortbouwt is niet doorgevoerd. Besluit eerst over die.',
    'unknown-mutation':
      'De server is ouder dan deze app en kent dit soort wijziging nog niet. Ze blijft hier bewaard: probeer het opnieuw als de server is bijgewerkt.',
    'change-failed':
      'Het lukt de server telkens niet om deze wijziging door te voeren: er is daar iets mis met het ticket. Je wijziging blijft hier bewaard: zeg het een beheerder en probeer het later opnieuw.',
    'update-required': 'Deze app is hiervoor te oud: werk hem bij.',
    'server-too-old': 'De server is te oud voor deze app: vraag de beheerder om hem bij te werken.',
    'signed-out': 'Meld je eerst aan: er is op dit apparaat geen werkruimte open.',
    'too-large': 'Deze tekst is te lang om te versturen: kort hem in.',
    'outbox-unwritable':
      'Dit apparaat kon je wijziging niet bewaren. Maak schijfruimte vrij en probeer het opnieuw.',
    'app-failed':
      'De app faalde bij het opslaan. Wat je typte, staat er nog: kijk bij het ticket voor je het opnieuw probeert.',
    'journal-unreachable':
      'De app kon niet in zijn journaal schrijven; er is niets opgeslagen. Probeer het opnieuw.',
  },
} as const
