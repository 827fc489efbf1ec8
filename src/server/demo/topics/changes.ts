import type { Topic } from './topic'

export const changeTopics: readonly Topic[] = [
  {
    type: 'rfc',
    priorities: ['low'],
    nl: {
      subjects: [
        'Wijzigingsverzoek: extra veld "{field}" op verkooporder',
        'RFC: automatische mail bij levering {warehouse}',
        'Verzoek: goedkeuring inkoop boven {amount}',
      ],
      problems: [
        'Wij willen op de verkooporder een veld "{field}" dat ook op de pakbon en de factuur komt. Kunnen jullie aangeven wat dat kost en wanneer het kan?',
        'Graag een goedkeuringsstap voor inkooporders boven {amount}, met {colleague} als goedkeurder en een vervanger bij vakantie.',
      ],
      answers: [
        'Dit is nieuwe functionaliteit. We maken een inschatting en leggen die eerst aan u voor; we beginnen pas na uw akkoord.',
        'Dit kan grotendeels met de standaard goedkeuringen. We schatten {hours} uur, inclusief testen op acceptatie.',
      ],
      questions: ['Gaat u akkoord met de inschatting van {hours} uur, op basis van nacalculatie?'],
      solutions: [
        'Het veld "{field}" staat na uw akkoord op acceptatie nu ook op productie.',
        'De goedkeuringsstap is ingericht en door {colleague} getest. Daarmee ronden we dit verzoek af.',
      ],
    },
    en: {
      subjects: [
        'Change request: extra field "{field}" on the sales order',
        'RFC: automatic mail on delivery from {warehouse}',
        'Request: approval of purchases above {amount}',
      ],
      problems: [
        'We would like a field "{field}" on the sales order that is printed on the delivery slip and the invoice too. What would it cost and when is it possible?',
        'Please add an approval step for purchase orders above {amount}, with {colleague} approving and somebody else during holidays.',
      ],
      answers: [
        'This is new functionality. We will make an estimate first and start only after your approval.',
        'Most of it can be done with standard approvals. We estimate {hours} hours, including tests on acceptance.',
      ],
      questions: ['Do you agree with the estimate of {hours} hours, billed on actual time?'],
      solutions: [
        'The field "{field}" is on production after your approval on acceptance.',
        'The approval step was set up and tested by {colleague}. That completes this request.',
      ],
    },
    notes: [
      'Inschatting: {hours} uur (2 analyse, rest bouwen en testen). Nog even met een senior afstemmen.',
    ],
    external: null,
    recording: null,
  },
  {
    type: 'rfc',
    priorities: ['low'],
    nl: {
      subjects: [
        'Koppeling met {system} gewenst',
        'Dashboard voor directie: omzet en marge per week',
        'Aanpassing lay-out pakbon voor {party}',
      ],
      problems: [
        'We gaan {system} gebruiken en willen dat orders elke nacht vanzelf naar Odoo komen. Is daar een bestaande module voor?',
        'De directie wil elke maandag een dashboard met omzet, marge en openstaande orders. Nu doen we dat in een spreadsheet.',
        '{party} eist een eigen lay-out voor de pakbon, met hun artikelnummers en een barcode per regel.',
      ],
      answers: [
        'Er is een module van de OCA die dit deels doet. We zetten de mogelijkheden op een rij met een inschatting in uren.',
        'Met de spreadsheets van Odoo kan dit zonder maatwerk. We plannen een half uur om het samen te bekijken.',
      ],
      questions: ['Heeft u een voorbeeldbestand uit {system}, met een paar echte orders?'],
      solutions: [
        'De koppeling draait op productie en haalde vannacht {count} orders op zonder fouten.',
        'Het dashboard staat klaar en wordt elke maandag om acht uur ververst.',
      ],
    },
    en: {
      subjects: [
        'Integration with {system} wanted',
        'Management dashboard: revenue and margin per week',
        'Change to the delivery slip layout for {party}',
      ],
      problems: [
        'We will start using {system} and want orders to reach Odoo every night. Is there an existing module for it?',
        'Management wants a dashboard with revenue, margin and open orders every Monday. We use a spreadsheet now.',
        '{party} demands its own delivery slip with its article numbers and a barcode on each line.',
      ],
      answers: [
        'An OCA module does part of this. We will list the options with an estimate in hours.',
        'Odoo spreadsheets can do this without custom work. We will plan half an hour to go through it together.',
      ],
      questions: ['Do you have a sample file from {system} with a few real orders?'],
      solutions: [
        'The integration is on production and fetched {count} orders last night without errors.',
        'The dashboard is ready and refreshes every Monday at eight.',
      ],
    },
    notes: ['Eerst kijken naar connector_importer van de OCA. Maatwerk alleen als het echt moet.'],
    external: 'Leverancier van {system} levert documentatie van de API',
    recording: null,
  },
  {
    type: 'functional',
    priorities: ['low', 'low', 'medium'],
    nl: {
      subjects: [
        'Uitleg gevraagd: {feature}',
        'Waar vind ik {feature} in Odoo?',
        'Training nieuwe collega {person}: {feature}',
      ],
      problems: [
        'Een nieuwe collega, {person}, gaat werken met {feature}. Hebben jullie daar een korte uitleg of opname van?',
        'We liepen vandaag vast met {feature}. In de vorige versie zat dit onder een ander menu, nu kunnen we het niet vinden.',
      ],
      answers: [
        'Jazeker. In deze versie staat het onder Configuratie. We maken een opname van uw eigen omgeving zodat het direct herkenbaar is.',
        'We bellen u hier vandaag nog over; dat gaat sneller dan schrijven. Daarna krijgt u de opname.',
      ],
      questions: ['Op welk moment kunnen we {person} een kwartier bellen?'],
      solutions: [
        'De opname is gedeeld en {person} kan ermee uit de voeten.',
        'Telefonisch doorgenomen met {person}; de stappen staan in de opname bij dit ticket.',
      ],
    },
    en: {
      subjects: [
        'Explanation wanted: {feature}',
        'Where do I find {feature} in Odoo?',
        'Training a new colleague, {person}: {feature}',
      ],
      problems: [
        'A new colleague, {person}, will work with {feature}. Do you have a short explanation or recording?',
        'We got stuck with {feature} today. It was under another menu in the previous version and we cannot find it now.',
      ],
      answers: [
        'Certainly. In this version it is under Configuration. We will record it in your own database so that it looks familiar.',
        'We will call you about this today, that is quicker than writing. You will get the recording afterwards.',
      ],
      questions: ['When can we call {person} for a quarter of an hour?'],
      solutions: [
        'The recording was shared and {person} can work with it.',
        'Went through it by telephone with {person}; the steps are in the recording on this ticket.',
      ],
    },
    notes: ['Goede kandidaat voor de kennisbank.'],
    external: null,
    recording: 'Korte uitleg: {feature}',
  },
]
