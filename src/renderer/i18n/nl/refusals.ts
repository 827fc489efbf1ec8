/** Waarom iets niet gebeurt, naar de code van de weigering. */
export const refusals = {
  refusals: {
    'ticket-closed': 'Het ticket is gesloten: heropen het eerst.',
    'wrong-status': 'De toestand van het ticket laat dit niet toe.',
    'not-allowed': 'Alleen een senior, de Managing Partner of een beheerder mag dit doen.',
    forbidden: 'Je hebt hier geen recht op. Vraag het een beheerder.',
    'feedback-given': 'Er is al terugkoppeling gegeven; stuur een antwoord.',
    'work-started': 'Het werk aan dit ticket is al begonnen.',
    'other-author':
      'Iemand anders heeft zich hier intussen aangemeld; meld je aan als de schrijver om dit te verzenden.',
    'already-decided': 'Hierover heb je al besloten.',
    'being-sent':
      'Het wordt net verzonden, of is dat al: misschien is het aangekomen. Er is niets gewijzigd.',
    'takes-more': 'Intussen is er iets geschreven dat hierop rust. Er is niets gewijzigd; kijk nog eens.',
    'already-escalated': 'Deze ticket is al zo ver geëscaleerd.',
    'not-escalated': 'Deze ticket is niet geëscaleerd.',
    'no-attention': 'Deze ticket vraagt niet om aandacht.',
    'no-ticket': 'Het ticket bestaat niet, of je mag het niet zien.',
    'already-waiting': 'Het ticket wacht al op deze partij; leg een contactpoging vast.',
    'contact-attempt-required':
      'Zeg hoe je de key-user probeerde te bereiken: het wachten telt vanaf die poging.',
    'telephone-required': 'Hoge prioriteit: probeer de key-user telefonisch voordat je wacht.',
    'feedback-first':
      'Geef de key-user eerst terugkoppeling: stuur een antwoord of leg een telefoongesprek vast.',
    'reply-undelivered':
      'Het antwoord ervoor is niet bij de klant aangekomen, of dat is onzeker. Beslis daar eerst over, bij Jouw besluit.',
    'not-solved': 'Alleen een opgeloste ticket kan worden bevestigd: los hem eerst op.',
    'contact-term-running':
      'Er zijn nog geen zeven dagen zonder contact voorbij sinds de laatste contactpoging.',
    'no-silence': 'Het ticket wacht niet op de key-user, of er was contact na de laatste poging.',
    'confirmation-term-running':
      'Er zijn nog geen zeven dagen zonder bevestiging voorbij sinds het ticket is opgelost.',
    'before-receipt': 'Dat is voordat het ticket is ontvangen. Geef een later tijdstip.',
    'before-feedback':
      'Dat is voor de eerste terugmelding: een oplossing komt daarna. Geef een later tijdstip.',
    'before-reopening': 'Dat is voordat het ticket voor het laatst is heropend. Geef een later tijdstip.',
    'before-wait': 'Dat is voordat het wachten begon. Geef een later tijdstip.',
    'in-the-future':
      'Dat ligt in de toekomst volgens de klok van de server. Geef het tijdstip waarop het gebeurde.',
    'receipt-too-old':
      'Dat is meer dan 31 dagen geleden. Laat een senior het vastleggen, of geef een later tijdstip.',
    'level-1-first': 'Een escalatie gaat eerst naar een (senior) partner: escaleer naar niveau 1.',
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
    'subject-required': 'Het onderwerp is niet gewijzigd: het mag niet leeg zijn.',
    'priority-required': 'Een prioriteit kun je wijzigen, niet weghalen.',
    'invalid-field': 'De server neemt deze waarde niet aan. Aan het ticket is niets gewijzigd.',
    'clock-uncertain':
      'De klok van dit apparaat was niet te vertrouwen toen je dit schreef. Zeg wanneer het gebeurde, dan wordt het vastgelegd.',
    'closed-meanwhile': 'Het ticket is gesloten nadat je het het laatst bekeek.',
    'unread-since':
      'Er gebeurde iets aan dit ticket nadat je het het laatst bekeek dat de server niet kan lezen: een nieuwere versie van Tijdig maakte het, of het is beschadigd.',
    'too-many-recipients':
      'Een antwoord gaat naar hoogstens 30 adressen. Je tekst is bewaard: laat er een paar weg, of verstuur hem in delen.',
    'too-many-replies':
      'Je hebt dit uur zo veel antwoorden verstuurd als één persoon mag. Je tekst is bewaard: verstuur hem in het volgende uur.',
    'too-many-new-addresses':
      'Je hebt dit uur aan zo veel nieuwe adressen geschreven als één persoon mag. Je tekst is bewaard: verstuur hem in het volgende uur.',
    'attachment-refused':
      'De server neemt een bestand van dit antwoord niet aan: het is te groot, of van een soort die hij weigert. Laat het weg, of stuur een link.',
    'attachment-missing':
      'Een bestand bij dit antwoord staat niet op dit apparaat en niet op de server. Voeg het opnieuw bij.',
    'attachments-too-large':
      'De bestanden bij dit antwoord zijn samen te groot: er kan hoogstens 25 MiB mee. Laat er een paar weg, of stuur een link.',
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
