export const dialogs = {
  dialog: {
    when: 'Wanneer gebeurde dit?',
    now: 'Nu',
    earlier: 'Eerder',
    whenExample: '8.31 of ma 16.40',
    whenProblems: {
      unreadable: 'Dit is geen tijdstip. Schrijf 8.31, 8u31, gisteren 16:40, ma 9:15 of 12 nov 9:15.',
      future: 'Dat is later dan nu. Was het een andere dag, schrijf die er dan bij, zoals gisteren 23:59.',
    },
    whenWall: {
      skipped: '(toen ging de klok vooruit: deze tijd bestond niet)',
      twice: '(toen ging de klok terug: de eerste van de twee)',
    },
    kept: 'Blijft op dit apparaat bewaard tot je het verstuurt.',
    restored: 'Wat je eerder invulde staat er weer.',
    notKept:
      'Dit apparaat kan dit nu niet bewaren: het is weg als dit venster sluit. Maak schijfruimte vrij.',
    discard: 'Weggooien',
    failed:
      'Er ging iets mis, en het is niet zeker dat dit is opgeslagen. Wat je invulde is bewaard. Kijk bij het ticket voordat je het opnieuw doet.',
    note: 'Notitie',
    optional: 'niet verplicht',
    required: 'Vul dit in.',
    ticketGone: 'Dit ticket staat niet meer op dit apparaat.',
    attempt: 'Contactpoging',
    email: 'E-mail',
    telephone: 'Telefoon',
    attemptNote: 'Wat is gevraagd of gezegd?',
    badEmail: 'Geef een e-mailadres.',
  },
  takeBack: {
    edit: 'Bewerken',
    open: 'Terugnemen',
    editOf: 'Bewerken: {{about}}',
    openOf: 'Terugnemen: {{about}}',
    title: 'Dit terugnemen?',
    submit: 'Terugnemen',
    body_one: 'Eén latere wijziging kan er niet zonder en gaat mee terug: {{names}}.',
    body_other: '{{count}} latere wijzigingen kunnen er niet zonder en gaan mee terug: {{names}}.',
    kept: 'Wat je erin typte, blijft bewaard: antwoorden en notities in de concepten van het ticket, de rest in hun venster.',
    keptNew:
      'Alles wat je typte, staat bij elkaar in het venster van het nieuwe ticket. Bestanden moet je opnieuw toevoegen.',
    discardTitle: 'Dit weggooien?',
    discardSubmit: 'Definitief weggooien',
    keptAlong:
      'Wat je typte in wat mee teruggaat, blijft bewaard: antwoorden en notities in de concepten van het ticket, de rest in hun venster.',
    done: 'Teruggenomen',
    doneDraft: 'Teruggenomen: je tekst staat in het concept van het ticket',
    doneForm: 'Teruggenomen: wat je invulde, is in het venster bewaard',
  },
  sendAgain: {
    open: 'Opnieuw versturen…',
    title: 'Deze e-mail opnieuw versturen?',
    body: 'Misschien is hij toch aangekomen. Als je hem opnieuw verstuurt, krijgt {{names}} hem misschien twee keer.',
    bodyKnown: 'Hij gaat alleen naar {{names}}, want daar is hij niet bezorgd.',
    error: 'Wat er misging: {{error}}',
    submit: 'Opnieuw versturen',
    done: 'De e-mail is opnieuw onderweg',
    notFailed: 'Deze e-mail is intussen verstuurd, of wacht op verzending. Er is niets gedaan.',
    unreachable:
      'De server antwoordt niet, dus er is niets verstuurd. Probeer het opnieuw zodra er verbinding is.',
  },
} as const
