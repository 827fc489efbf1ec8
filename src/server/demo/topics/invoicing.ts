import type { Topic } from './topic'

export const invoicingTopics: readonly Topic[] = [
  {
    type: 'application',
    priorities: ['high', 'medium', 'medium'],
    nl: {
      subjects: [
        'Verkoopfacturen blijven in concept staan',
        'Factuur {invoice} kan niet bevestigd worden',
        'Bevestigen van facturen geeft foutmelding sinds {day}',
      ],
      problems: [
        'Sinds {day} krijgen wij een foutmelding zodra we een verkoopfactuur bevestigen. Het gaat onder andere om {invoice} voor {party}, {amount}. De factuur blijft op concept staan.',
        'Ongeveer {count} facturen hangen in concept. Bij bevestigen verschijnt "Het boekstuk is niet in evenwicht". Gisteren werkte het nog gewoon.',
      ],
      answers: [
        'We zien de fout ook op uw productieomgeving. De afronding van de btw op regelniveau wijkt één cent af van het totaal. We herstellen dit eerst op acceptatie.',
        'De melding komt door een belastingregel zonder grootboekrekening. We kijken nu welke facturen geraakt zijn en komen er vandaag bij u op terug.',
      ],
      questions: [
        'Kunt u van {invoice} een schermafbeelding van het tabblad Boekingsregels sturen, met de kolom Belasting zichtbaar?',
      ],
      solutions: [
        'De belastingregel heeft weer een grootboekrekening en alle {count} concepten zijn bevestigd. Wilt u {invoice} nakijken?',
        'De afrondingsmethode van het bedrijf stond op "per regel". Na terugzetten naar "globaal" zijn de facturen zonder fout bevestigd.',
      ],
    },
    en: {
      subjects: [
        'Customer invoices stay in draft',
        'Cannot confirm invoice {invoice}',
        'Error when confirming invoices since {day}',
      ],
      problems: [
        'Since {day} we get an error as soon as we confirm a customer invoice, for example {invoice} to {party} for {amount}. It simply stays in draft.',
        'About {count} invoices are stuck in draft. Confirming says "The entry is not balanced". This still worked yesterday.',
      ],
      answers: [
        'We can reproduce this on your production database. VAT is rounded per line and differs one cent from the total. We will repair it on acceptance first.',
        'The message comes from a tax line without an account. We are listing the invoices affected and will come back to you today.',
      ],
      questions: [
        'Could you send us a screenshot of the Journal Items tab of {invoice}, with the Taxes column shown?',
      ],
      solutions: [
        'The tax line has its account again and all {count} drafts are posted. Could you please check {invoice}?',
        'Tax rounding of the company was set to "per line". After setting it back to "globally" the invoices post without errors.',
      ],
    },
    notes: [
      'Traceback uit de log: account.move _check_balanced. Verschil is exact 0,01 op regels met 21% en korting.',
      'Zie ook de wijziging van vorige week aan de fiscale posities. Eerst op acceptatie nadoen met een kopie van {invoice}.',
    ],
    external: null,
    recording: 'Facturen in concept: waar de centafronding vandaan komt',
  },
  {
    type: 'application',
    priorities: ['high', 'medium', 'medium', 'low'],
    nl: {
      subjects: [
        'UBL-factuur van {party} wordt niet ingelezen',
        'Peppol: facturen komen niet aan bij {party}',
        'Peppol-status blijft op "In behandeling" ({invoice})',
      ],
      problems: [
        'Wij versturen {invoice} via Peppol naar {party}, maar zij zeggen niets te ontvangen. In Odoo staat de status al sinds {day} op "In behandeling".',
        'Inkoopfacturen die als UBL binnenkomen worden wel als bijlage bewaard, maar er wordt geen conceptfactuur van gemaakt. Het gaat om {count} stuks van {party}.',
      ],
      answers: [
        'De deelnemer staat in Peppol geregistreerd met een ander nummer (KvK in plaats van btw). We passen het eindpunt van de relatie aan en bieden de factuur opnieuw aan.',
        'Het UBL-bestand bevat een eenheidscode die Odoo niet kent. We zoeken uit of dit in de standaard is opgelost.',
      ],
      questions: [
        'Kunt u bij {party} navragen onder welk Peppol-nummer (0106 of 9944) zij ontvangen?',
        'Wilt u het oorspronkelijke XML-bestand als bijlage sturen? De PDF alleen is niet genoeg.',
      ],
      solutions: [
        'Het Peppol-eindpunt van {party} staat nu op 0106. De factuur is afgeleverd en de status is "Gereed".',
        'De ontbrekende eenheidscode is toegevoegd; alle {count} UBL-bestanden zijn nu als conceptfactuur ingelezen.',
      ],
    },
    en: {
      subjects: [
        'Peppol invoice {invoice} not delivered to {party}',
        'Incoming UBL bills are not turned into draft bills',
        'Peppol status stuck on "Pending reception"',
      ],
      problems: [
        'We sent {invoice} to {party} over Peppol but they tell us nothing arrived. The status has been "Pending" since {day}.',
        'Vendor bills that arrive as UBL are kept as an attachment, but no draft bill is created. This concerns {count} bills of {party}.',
      ],
      answers: [
        'The participant is registered on Peppol under another identifier. We will change the endpoint of the contact and send the invoice again.',
        'The UBL file holds a unit code that Odoo does not know. We are checking whether a fix exists in the standard.',
      ],
      questions: [
        'Could you ask {party} under which Peppol identifier they receive?',
        'Could you send the original XML file as an attachment? The PDF is not enough.',
      ],
      solutions: [
        'The Peppol endpoint of {party} has been corrected. The invoice was delivered and its status is "Done".',
        'The missing unit code was added; all {count} UBL files are now draft bills.',
      ],
    },
    notes: [
      'SMP-lookup gedaan: deelnemer alleen bekend onder 9944. Eindpunt in res.partner is 0106.',
      'Melding bij Odoo S.A. over eenheidscode XPP, zie hun issue. Tijdelijk via vertaaltabel.',
    ],
    external: 'Odoo S.A. onderzoekt de afleverstatus op het Peppol-toegangspunt',
    recording: 'Peppol-eindpunt van een relatie controleren',
  },
  {
    type: 'functional',
    priorities: ['low', 'low', 'medium'],
    nl: {
      subjects: [
        'Hoe maak ik een creditnota voor een deel van {invoice}?',
        'Creditfactuur op verkeerde periode geboekt',
        'Korting achteraf verwerken voor {party}',
      ],
      problems: [
        'We willen {party} alleen de verzendkosten op {invoice} crediteren. Als ik op "Creditnota" klik neemt Odoo de hele factuur over. Wat is de juiste weg?',
        '{colleague} heeft een creditnota van {amount} op {month} geboekt, maar die hoort in de maand ervoor. De periode is al afgesloten voor de btw.',
      ],
      answers: [
        'Maak de creditnota eerst als concept, verwijder dan de regels die u niet wilt crediteren en bevestig daarna. Zo blijft de koppeling met {invoice} bestaan.',
        'Omdat de aangifte al is ingediend raden we aan om de correctie in de huidige periode te boeken. We sturen een korte opname met de stappen.',
      ],
      questions: ['Is de aangifte over {month} al definitief ingediend bij de Belastingdienst?'],
      solutions: [
        'In de opname ziet u hoe een gedeeltelijke creditnota werkt. U heeft bevestigd dat {invoice} nu klopt.',
        'De correctie staat als memoriaal in de huidige periode, met verwijzing naar de oorspronkelijke creditnota.',
      ],
    },
    en: {
      subjects: [
        'How to credit only part of {invoice}?',
        'Credit note booked in the wrong period',
        'Applying a discount afterwards for {party}',
      ],
      problems: [
        'We want to credit only the shipping costs on {invoice} to {party}. The "Credit note" button copies the whole invoice. What is the right way?',
        '{colleague} booked a credit note of {amount} in {month}, but it belongs to the month before, which is locked for VAT.',
      ],
      answers: [
        'Create the credit note as a draft, delete the lines you do not want to credit and confirm it then. The link with {invoice} stays.',
        'As the return has been filed already, we advise to book the correction in the current period. We will send a short recording of the steps.',
      ],
      questions: ['Has the VAT return of {month} been filed already?'],
      solutions: [
        'The recording shows how a partial credit note works. You confirmed that {invoice} is right now.',
        'The correction is a miscellaneous entry in the current period, with a reference to the original credit note.',
      ],
    },
    notes: ['Klant belt hier vaker over. Kennisartikel gemaakt, volgende keer verwijzen.'],
    external: null,
    recording: 'Een deel van een factuur crediteren',
  },
  {
    type: 'application',
    priorities: ['medium', 'low', 'low'],
    nl: {
      subjects: [
        'Betalingsherinnering verstuurd aan klant die al betaald heeft',
        'Aanmaningen gaan naar verkeerd e-mailadres ({party})',
        'Opvolgniveaus kloppen niet na import openstaande posten',
      ],
      problems: [
        '{party} kreeg {day} een aanmaning voor {invoice}, terwijl die volgens de bank al twee weken betaald is. Dat is vervelend richting deze klant.',
        'De herinneringen van {party} gaan naar het algemene adres en niet naar de crediteurenadministratie, hoewel dat contact als factuuradres is ingesteld.',
      ],
      answers: [
        'De betaling staat nog op de tussenrekening en is niet afgeletterd. We zoeken uit waarom de automatische aflettering deze overslaat.',
        'In deze versie kijkt de opvolging naar het hoofdcontact. We bekijken of de instelling per relatie dit oplost.',
      ],
      questions: ['Stond het betalingskenmerk op het afschrift precies zo als op de factuur?'],
      solutions: [
        'De aflettering houdt nu rekening met het kenmerk zonder streepjes. Openstaande aanmaningen zijn teruggezet.',
        'Het factuurcontact is nu ingesteld als ontvanger van de opvolging voor {party} en {count} andere relaties.',
      ],
    },
    en: {
      subjects: [
        'Payment reminder sent although the customer has paid',
        'Follow-up letters go to the wrong address ({party})',
        'Follow-up levels wrong after importing open items',
      ],
      problems: [
        '{party} received a reminder for {invoice} on {day}, although the bank shows that it was paid two weeks ago. That is embarrassing.',
        'Reminders for {party} go to the general address rather than to accounts payable, although that contact is the invoice address.',
      ],
      answers: [
        'The payment is still on the suspense account and was not reconciled. We are looking into why automatic matching skips it.',
        'In this version follow-up looks at the main contact. We are checking whether the setting on the contact solves it.',
      ],
      questions: ['Was the reference on the statement written exactly as on the invoice?'],
      solutions: [
        'Matching now accepts the reference without dashes. Pending reminders were taken back.',
        'The invoice contact now receives the follow-up for {party} and {count} other customers.',
      ],
    },
    notes: ['Afletteringsmodel 4 staat op "exacte overeenkomst". Voorstel: tolerantie op kenmerk.'],
    external: null,
    recording: null,
  },
]
