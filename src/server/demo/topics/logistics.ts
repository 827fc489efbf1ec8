import type { Topic } from './topic'

export const logisticsTopics: readonly Topic[] = [
  {
    type: 'application',
    priorities: ['high', 'high', 'medium'],
    nl: {
      subjects: [
        'Barcodescanner herkent producten niet in {warehouse}',
        'Scannen in de Barcode-app loopt vast bij {picking}',
        'Magazijn {warehouse} kan niet picken: scherm blijft leeg',
      ],
      problems: [
        'Sinds vanochtend herkent de Barcode-app geen enkel product meer in {warehouse}. {colleague} moet nu alles met de hand intypen, de vrachtwagen komt om vier uur.',
        'Bij {picking} blijft het scherm van de handscanner leeg nadat de eerste regel gescand is. Op de computer zien we de regels wel.',
      ],
      answers: [
        'We kijken nu mee. De nomenclatuur is bij de update teruggezet naar GS1, terwijl uw etiketten EAN-13 zijn. We zetten dit terug.',
        'De fout treedt op bij producten met een partijnummer zonder vervaldatum. Als tussenoplossing kunt u de picking op de computer valideren.',
      ],
      questions: ['Welk type scanner gebruiken jullie, en gebeurt het ook in de browser op de telefoon?'],
      solutions: [
        'De barcodenomenclatuur staat weer op EAN-13. {colleague} heeft {count} artikelen zonder problemen gescand.',
        'De correctie voor lege vervaldata staat op productie; {picking} is verwerkt.',
      ],
    },
    en: {
      subjects: [
        'Barcode scanner does not recognise products in {warehouse}',
        'Barcode app hangs on {picking}',
        '{warehouse} cannot pick: screen stays empty',
      ],
      problems: [
        'Since this morning the Barcode app recognises no product at all in {warehouse}. {colleague} types everything by hand and the truck arrives at four.',
        'On {picking} the hand scanner shows an empty screen after the first line. The lines are visible on a computer.',
      ],
      answers: [
        'We are looking at it now. The nomenclature went back to GS1 with the update, while your labels are EAN-13. We will set it right.',
        'It happens for products with a lot number without an expiry date. For now you can validate the picking on a computer.',
      ],
      questions: ['Which scanner do you use, and does it happen in the browser on a telephone as well?'],
      solutions: [
        'The nomenclature is EAN-13 again. {colleague} scanned {count} products without a problem.',
        'The fix for empty expiry dates is on production; {picking} has been processed.',
      ],
    },
    notes: [
      'Gebeld met {colleague}: staat stil. Hoog, want er is geen werkbaar alternatief voor de middagrit.',
      'Fix klaar op acceptatie, key-user test nu met twee scanners.',
    ],
    external: null,
    recording: 'Barcodenomenclatuur kiezen en testen',
  },
  {
    type: 'application',
    priorities: ['medium', 'medium', 'low'],
    nl: {
      subjects: [
        'Voorraad van {product} negatief na levering {picking}',
        'Backorder {picking} reserveert niet',
        'Verschil tussen voorraadwaardering en grootboek: {amount}',
      ],
      problems: [
        'Na het leveren van {picking} staat {product} op -{count}. We hebben gisteren nog geteld en toen klopte het.',
        'De backorder {picking} reserveert de voorraad niet, ook niet na "Beschikbaarheid controleren". Er liggen er genoeg in {warehouse}.',
      ],
      answers: [
        'De levering is dubbel gevalideerd vanuit twee vensters. We herstellen de telling en zoeken uit hoe dat kon.',
        'De voorraad is gereserveerd op een geannuleerde order. We geven die vrij en controleren of er meer zijn.',
      ],
      questions: [
        'Mogen wij de reserveringen van {warehouse} buiten werktijd vrijgeven en opnieuw laten berekenen?',
      ],
      solutions: [
        'De telling van {product} is hersteld en de oorzaak (dubbel valideren) is afgevangen.',
        'De {count} zwevende reserveringen zijn vrijgegeven; {picking} is gereserveerd.',
      ],
    },
    en: {
      subjects: [
        'Stock of {product} negative after {picking}',
        'Backorder {picking} does not reserve',
        'Stock valuation differs {amount} from the ledger',
      ],
      problems: [
        'After delivering {picking}, {product} shows -{count}. We counted only yesterday and it was right.',
        'Backorder {picking} does not reserve stock, not even with "Check availability". There is plenty in {warehouse}.',
      ],
      answers: [
        'The delivery was validated twice from two windows. We will repair the count and find out how that was possible.',
        'The stock is reserved for a cancelled order. We will release it and look for others.',
      ],
      questions: [
        'May we release the reservations of {warehouse} after office hours and compute them again?',
      ],
      solutions: [
        'The count of {product} was repaired and validating twice is now prevented.',
        'The {count} stale reservations were released; {picking} is reserved.',
      ],
    },
    notes: [
      'stock.quant: reserved_quantity > quantity op {count} regels. Script uit de kennisbank gebruikt, eerst acceptatie.',
    ],
    external: null,
    recording: null,
  },
  {
    type: 'application',
    priorities: ['medium', 'low', 'medium'],
    nl: {
      subjects: [
        'Productieorder {mo} blijft op "Bevestigd"',
        'Stuklijst {product}: verkeerde hoeveelheden na versiewissel',
        'MRP plant {product} dubbel in',
      ],
      problems: [
        '{mo} komt niet verder dan "Bevestigd", terwijl alle componenten op voorraad zijn. De werkvloer wacht hierop.',
        'De planner stelt {count} stuks {product} dubbel voor: één keer vanuit de order en één keer vanuit de bestelregel.',
      ],
      answers: [
        'Eén component staat op een locatie buiten de productieroute. We laten zien hoe u dat terugvindt in de prognose.',
        'De bestelregel en de MTO-route zijn beide actief. We stellen voor om de bestelregel voor dit product uit te zetten.',
      ],
      questions: ['Welke van de twee routes is leidend voor {product}: op order of op voorraad?'],
      solutions: [
        'De locatie van het component is verplaatst binnen de route en {mo} is gestart.',
        'De bestelregel van {product} is uitgezet; de planning van vannacht stelt het juiste aantal voor.',
      ],
    },
    en: {
      subjects: [
        'Manufacturing order {mo} stays "Confirmed"',
        'Bill of materials of {product}: wrong quantities after a new version',
        'MRP plans {product} twice',
      ],
      problems: [
        '{mo} does not get past "Confirmed", although all components are in stock. The shop floor is waiting for it.',
        'The planner proposes {count} pieces of {product} twice: once for the order and once for the reordering rule.',
      ],
      answers: [
        'One component is on a location outside the production route. We will show how to find that in the forecast.',
        'The reordering rule and the make-to-order route are both active. We propose to switch the rule off for this product.',
      ],
      questions: ['Which route leads for {product}: make to order or make to stock?'],
      solutions: [
        'The component was moved within the route and {mo} has started.',
        'The reordering rule of {product} is off; last night the planner proposed the right number.',
      ],
    },
    notes: ['Op acceptatie nagespeeld met {mo}. Komt door de locatie "Inkomende controle".'],
    external: null,
    recording: 'Waarom een productieorder niet start',
  },
  {
    type: 'application',
    priorities: ['medium', 'high', 'low'],
    nl: {
      subjects: [
        'Verzendlabel {carrier} geeft fout bij {picking}',
        'Track & trace van {carrier} komt niet op de levering',
        'Verzendkosten {carrier} te hoog op webshoporders',
      ],
      problems: [
        'Bij {picking} krijgen we geen label van {carrier}: "Postal code not valid for country". Het adres in Duitsland is gewoon goed.',
        'Sinds {day} wordt het track-and-tracenummer van {carrier} niet meer op de levering gezet. De webshopklanten krijgen dus ook geen mail.',
      ],
      answers: [
        '{carrier} heeft de adrescontrole aangescherpt. We bekijken welke velden zij nu verwachten.',
        'De webhook van {carrier} kreeg een nieuwe sleutel. We vragen die aan en stellen hem in.',
      ],
      questions: ['Kunt u de nieuwe API-sleutel van {carrier} aanmaken en via de portal aan ons doorgeven?'],
      solutions: [
        'Het huisnummer gaat nu in een eigen veld mee; de {count} wachtende labels zijn gemaakt.',
        'De nieuwe sleutel is ingesteld en de gemiste nummers zijn nagestuurd.',
      ],
    },
    en: {
      subjects: [
        'Shipping label of {carrier} fails on {picking}',
        'Tracking number of {carrier} is not written on deliveries',
        'Shipping costs of {carrier} too high on web orders',
      ],
      problems: [
        'We get no label from {carrier} for {picking}: "Postal code not valid for country". The German address is fine.',
        'Since {day} the tracking number of {carrier} is no longer written on the delivery, so web customers get no mail either.',
      ],
      answers: [
        '{carrier} made its address check stricter. We are finding out which fields it expects now.',
        'The webhook of {carrier} got a new key. We will request it and set it.',
      ],
      questions: ['Could you create the new API key of {carrier} and pass it on through the portal?'],
      solutions: [
        'The house number now travels in its own field; the {count} waiting labels were created.',
        'The new key is set and the missing numbers were sent.',
      ],
    },
    notes: ['Ticket bij {carrier} aangemaakt. Hun testomgeving accepteert het adres wel.'],
    external: 'Vervoerder {carrier} zoekt uit waarom het adres wordt geweigerd',
    recording: null,
  },
]
