/** Waarom iets niet gebeurt, naar de code van de weigering. */
export const refusals = {
  refusals: {
    'ticket-closed': 'De ticket is gesloten: heropen hem eerst.',
    'wrong-status': 'De toestand van de ticket laat dit niet toe.',
    'not-allowed': 'Alleen een senior, de Managing Partner of een beheerder mag dit doen.',
    forbidden: 'Je hebt hier geen recht op. Vraag het een beheerder.',
    'feedback-given': 'Er is al terugkoppeling gegeven; stuur een antwoord.',
    'work-started': 'Het werk aan deze ticket is al begonnen.',
    'other-author':
      'Iemand anders heeft zich hier intussen aangemeld; meld je aan als de schrijver om dit te verzenden.',
    'already-decided': 'Hierover heb je al besloten.',
    'already-escalated': 'Deze ticket is al zo ver geëscaleerd.',
    'not-escalated': 'Deze ticket is niet geëscaleerd.',
    'no-attention': 'Deze ticket vraagt niet om aandacht.',
    'no-ticket': 'De ticket bestaat niet, of je mag hem niet zien.',
    'already-waiting': 'De ticket wacht al op deze partij; leg een contactpoging vast.',
    'contact-attempt-required':
      'Zeg hoe je de key-user probeerde te bereiken: het wachten telt vanaf die poging.',
    'telephone-required': 'Hoge prioriteit: probeer de key-user telefonisch voordat je wacht.',
    'feedback-first':
      'Geef de key-user eerst terugkoppeling: stuur een antwoord of leg een telefoongesprek vast.',
    'not-solved': 'Alleen een opgeloste ticket kan worden bevestigd: los hem eerst op.',
    'contact-term-running':
      'Er zijn nog geen zeven dagen zonder contact voorbij sinds de laatste contactpoging.',
    'level-1-first': 'Een escalatie gaat eerst naar een (senior) partner: escaleer naar niveau 1.',
    'newer-message': 'De klant schreef nadat je deze ticket het laatst bekeek.',
    'colleague-replied': 'Een collega antwoordde nadat je deze ticket het laatst bekeek.',
    'closed-meanwhile': 'De ticket werd gesloten nadat je hem het laatst bekeek.',
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
    'dependency-failed':
      'Een eerdere wijziging waarop deze voortbouwt is niet doorgevoerd. Besluit eerst over die.',
    'signed-out': 'Meld je eerst aan: er is op dit apparaat geen werkruimte open.',
    'too-large': 'Deze tekst is te lang om te versturen: kort hem in.',
    'outbox-unwritable':
      'Dit apparaat kon je wijziging niet bewaren. Maak schijfruimte vrij en probeer het opnieuw.',
    'journal-unreachable':
      'De app kon niet in zijn journaal schrijven; er is niets opgeslagen. Probeer het opnieuw.',
  },
} as const
