import type { Topic } from './topic'

export const bankingTopics: readonly Topic[] = [
  {
    type: 'application',
    priorities: ['medium', 'medium', 'high'],
    nl: {
      subjects: [
        'Banksynchronisatie {bank} werkt niet meer',
        'Geen afschriften van {bank} sinds {day}',
        '{bank}: "Toestemming verlopen", vernieuwen lukt niet',
      ],
      problems: [
        'Sinds {day} worden er geen transacties van {bank} meer opgehaald. Bij "Opnieuw verbinden" komen we na het inloggen terug op een wit scherm.',
        'Odoo zegt dat de toestemming voor {bank} verlopen is. Wij hebben die drie keer vernieuwd met de app, maar de melding blijft staan. We lopen nu {count} dagen achter.',
      ],
      answers: [
        'De koppeling loopt via de bankdienst van Odoo S.A. Daar zien we een storing voor {bank}. Tot die is opgelost kunt u een MT940- of CAMT-bestand inlezen; de stappen staan hieronder.',
        'De toestemming was aan een oude gebruiker gekoppeld. We hebben die losgemaakt, zodat u opnieuw kunt verbinden.',
      ],
      questions: [
        'Wilt u opnieuw verbinden in een privévenster en ons laten weten op welke stap het misgaat?',
        'Heeft de gebruiker die verbindt bij {bank} ook rechten op de zakelijke rekening?',
      ],
      solutions: [
        'De storing bij de bankdienst is voorbij. De gemiste transacties zijn opgehaald en het saldo sluit aan.',
        'Na opnieuw verbinden met de juiste gebruiker komen de afschriften weer elke nacht binnen.',
      ],
    },
    en: {
      subjects: [
        'Bank synchronisation with {bank} stopped',
        'No statements from {bank} since {day}',
        '{bank}: "Consent expired" and renewing fails',
      ],
      problems: [
        'No transactions have come in from {bank} since {day}. "Reconnect" brings us to a white page after signing in.',
        'Odoo says that our consent for {bank} has expired. We renewed it three times in the app, but the message stays. We are {count} days behind now.',
      ],
      answers: [
        'The connection goes through the bank service of Odoo S.A., which reports an outage for {bank}. Until then you can import a CAMT file; the steps are below.',
        'The consent belonged to a former user. We have unlinked it, so that you can connect again.',
      ],
      questions: [
        'Could you reconnect in a private window and tell us at which step it fails?',
        'Does the user who connects have rights on the business account at {bank}?',
      ],
      solutions: [
        'The outage of the bank service is over. The missing transactions were fetched and the balance agrees.',
        'After reconnecting with the right user, statements come in every night again.',
      ],
    },
    notes: [
      'Statuspagina bankdienst: incident open voor {bank}. Ook gezien bij een andere klant.',
      'Sessie in account_online_link verwijderd op acceptatie, daarna verbonden: werkt. Op productie laat de klant het zelf doen.',
    ],
    external: 'Odoo S.A. werkt aan de storing van de bankdienst',
    recording: 'Een CAMT-bestand inlezen als de bankkoppeling hapert',
  },
  {
    type: 'application',
    priorities: ['high', 'medium', 'medium'],
    nl: {
      subjects: [
        'Btw-aangifte {month}: rubriek 1a klopt niet',
        'Verschil van {amount} tussen btw-aangifte en grootboek',
        'ICP-opgave mist leveringen aan {party}',
      ],
      problems: [
        'In de aangifte over {month} staat in rubriek 1a {amount} te weinig. Volgens het grootboek zou het hoger moeten zijn. We moeten voor het eind van de maand indienen.',
        'De ICP-opgave laat de leveringen aan {party} niet zien, terwijl de facturen met 0% verlegd zijn geboekt.',
      ],
      answers: [
        'Het verschil zit in {count} kassaboekingen zonder belastinglabel. We maken een overzicht en stellen een correctie voor.',
        'De relatie heeft geen gecontroleerd btw-nummer, daarom valt zij buiten de opgave. We lopen alle buitenlandse relaties na.',
      ],
      questions: ['Zijn er in {month} handmatige memorialen op de btw-rekeningen gemaakt, en door wie?'],
      solutions: [
        'De labels zijn toegevoegd en de aangifte over {month} sluit nu tot op de cent aan op het grootboek.',
        'De btw-nummers zijn gecontroleerd; de ICP-opgave bevat nu alle leveringen.',
      ],
    },
    en: {
      subjects: [
        'VAT return {month}: box 1a does not agree',
        'Difference of {amount} between VAT return and ledger',
        'EC sales list misses deliveries to {party}',
      ],
      problems: [
        'The return of {month} shows {amount} too little in box 1a compared with the general ledger. We have to file before the end of the month.',
        'The EC sales list does not show the deliveries to {party}, although the invoices were booked with reverse charge.',
      ],
      answers: [
        'The difference comes from {count} cash register entries without a tax tag. We will make a list and propose a correction.',
        'The contact has no verified VAT number and is left out for that reason. We are going through all foreign contacts.',
      ],
      questions: ['Were there manual entries on the VAT accounts in {month}, and by whom?'],
      solutions: [
        'The tags were added and the return of {month} agrees with the ledger to the cent.',
        'VAT numbers have been verified; the EC sales list now holds all deliveries.',
      ],
    },
    notes: [
      'Query op account_move_line zonder tax_tag_ids in {month}: {count} regels, allemaal dagboek KASSA.',
    ],
    external: null,
    recording: 'Btw-aangifte aansluiten op het grootboek',
  },
  {
    type: 'functional',
    priorities: ['low', 'medium'],
    nl: {
      subjects: [
        'SEPA-incassobestand geweigerd door {bank}',
        'Betaalbestand: verkeerde rekening van {party}',
        'Vraag over machtigingen voor automatische incasso',
      ],
      problems: [
        '{bank} weigert ons incassobestand van {day} met de melding "Invalid mandate date". Het gaat om {count} regels.',
        'In het betaalbestand staat een oud IBAN van {party}. Op de relatie zelf staat het nieuwe nummer. Waar haalt Odoo dit vandaan?',
      ],
      answers: [
        'Bij deze machtigingen ligt de ondertekendatum na de incassodatum. U kunt die aanpassen op het tabblad Machtigingen; daarna het bestand opnieuw maken.',
        'De bankrekening staat ook op de inkoopfacturen zelf. Bestaande facturen houden de oude rekening totdat u die daar wijzigt.',
      ],
      questions: ['Wilt u het geweigerde bestand en de melding van {bank} als bijlage sturen?'],
      solutions: [
        'De data zijn aangepast en {bank} heeft het nieuwe bestand geaccepteerd.',
        'De rekening op de {count} openstaande facturen is bijgewerkt; het betaalbestand klopt.',
      ],
    },
    en: {
      subjects: [
        'SEPA direct debit file rejected by {bank}',
        'Payment file shows the wrong account of {party}',
        'Question about mandates for direct debit',
      ],
      problems: [
        '{bank} rejects our direct debit file of {day} with "Invalid mandate date", for {count} lines.',
        'The payment file holds an old IBAN of {party}, although the contact shows the new one. Where does Odoo take it from?',
      ],
      answers: [
        'These mandates were signed after the collection date. You can change that on the Mandates tab and create the file again.',
        'The bank account is also on the bills themselves. Existing bills keep the old one until you change it there.',
      ],
      questions: ['Could you attach the rejected file and the message of {bank}?'],
      solutions: [
        'The dates were corrected and {bank} accepted the new file.',
        'The account on the {count} open bills was updated; the payment file is right.',
      ],
    },
    notes: ['Functionele vraag. Controleren of het agreement dit dekt, anders nacalculatie.'],
    external: null,
    recording: 'SEPA-machtigingen nalopen',
  },
]
