import type { Topic } from './topic'

export const technicalTopics: readonly Topic[] = [
  {
    type: 'application',
    priorities: ['high', 'high', 'medium'],
    nl: {
      subjects: [
        'Odoo onbereikbaar: 502 Bad Gateway',
        'Odoo is heel traag sinds {day}',
        'Geplande actie "{cron}" loopt niet meer',
      ],
      problems: [
        'Niemand kan inloggen, wij zien alleen "502 Bad Gateway". Dit is sinds een kwartier zo bij alle gebruikers.',
        'Het openen van een verkooporder duurt meer dan {count} seconden. {colleague} en de binnendienst kunnen zo niet werken.',
        'De geplande actie "{cron}" heeft volgens het logboek sinds {day} niet meer gedraaid.',
      ],
      answers: [
        'We zien dat de werkprocessen tegen hun geheugengrens lopen. We hebben ze herstart en kijken nu naar de oorzaak.',
        'Eén rapport houdt de database bezet. We hebben het gestopt; u zou nu verschil moeten merken.',
      ],
      questions: ['Is er rond dat tijdstip een grote import of export gestart, en door wie?'],
      solutions: [
        'De zware query heeft een index gekregen. De laadtijd van een order is nu weer onder de seconde.',
        'De geplande actie was na drie fouten uitgezet. De fout is hersteld en "{cron}" draait weer elk uur.',
      ],
    },
    en: {
      subjects: [
        'Odoo unreachable: 502 Bad Gateway',
        'Odoo very slow since {day}',
        'Scheduled action "{cron}" no longer runs',
      ],
      problems: [
        'Nobody can sign in, all we see is "502 Bad Gateway". It started a quarter of an hour ago for all users.',
        'Opening a sales order takes over {count} seconds. {colleague} and inside sales cannot work like this.',
        'According to the log, the scheduled action "{cron}" has not run since {day}.',
      ],
      answers: [
        'The workers run into their memory limit. We restarted them and are looking for the cause now.',
        'A single report keeps the database busy. We stopped it; you should notice the difference.',
      ],
      questions: ['Did somebody start a large import or export around that time?'],
      solutions: [
        'The heavy query got an index. An order opens in under a second again.',
        'The scheduled action was disabled after three failures. The error is fixed and "{cron}" runs hourly again.',
      ],
    },
    notes: [
      'Odoo.sh: memory limit bereikt door kladrapport voorraadwaardering. Worker herstart.',
      'pg_stat_statements: {count} s voor één select op mail_message. Index voorgesteld.',
    ],
    external: 'Odoo.sh-ondersteuning bekijkt de belasting van de server',
    recording: null,
  },
  {
    type: 'application',
    priorities: ['medium', 'medium', 'low'],
    nl: {
      subjects: [
        'Odoo.sh-build op acceptatie mislukt',
        'Module {module} geeft fout na update',
        'OCA-module {module}: veld ontbreekt op formulier',
      ],
      problems: [
        'De acceptatieomgeving is rood sinds de laatste commit. In het logboek zien we een fout in {module}. Kunnen wij de release van deze week nog halen?',
        'Na de update van {day} verschijnt bij openen van een relatie een fout uit {module}. Met Annuleren kunnen we wel verder.',
      ],
      answers: [
        'De OCA-module {module} heeft een nieuwe afhankelijkheid. We voegen die toe aan requirements.txt en bouwen opnieuw.',
        'Er is voor deze fout een correctie bij de OCA. We testen die op ontwikkeling voordat we hem overnemen.',
      ],
      questions: [
        'Mag de acceptatiedatabase worden ververst met een kopie van productie? Testgegevens gaan dan verloren.',
      ],
      solutions: [
        'De build is groen. {module} staat op de laatste versie en is door u op acceptatie goedgekeurd.',
        'De correctie van de OCA is overgenomen en staat na uw akkoord op productie.',
      ],
    },
    en: {
      subjects: [
        'Odoo.sh build fails on staging',
        'Module {module} raises an error after the update',
        'OCA module {module}: field missing on the form',
      ],
      problems: [
        'Staging has been red since the last commit. The log mentions an error in {module}. Can we still make this week’s release?',
        'Since the update of {day}, opening a contact shows an error from {module}. We can go on after cancelling it.',
      ],
      answers: [
        'The OCA module {module} has a new dependency. We will add it to requirements.txt and build again.',
        'The OCA has a fix for this. We will test it on development before we take it over.',
      ],
      questions: ['May we refresh staging with a copy of production? Test data will be lost.'],
      solutions: [
        'The build is green. {module} is on its latest version and you approved it on staging.',
        'The OCA fix was taken over and is on production after your approval.',
      ],
    },
    notes: [
      'PR bij OCA gevonden en gereviewd. Cherry-pick op 18.0, tests groen.',
      'Ontbrekende afhankelijkheid: python-stdnum >= 1.20.',
    ],
    external: 'Wachten op samenvoegen van de correctie door de OCA-beheerders',
    recording: null,
  },
  {
    type: 'migration',
    priorities: ['medium', 'low'],
    nl: {
      subjects: [
        'Upgrade naar 19: fout in testdatabase bij {module}',
        'Testmigratie 19: rapport {report} ontbreekt',
        'Vraag over planning upgrade naar Odoo 19',
      ],
      problems: [
        'In de testdatabase van versie 19 geeft {module} een fout bij het openen. Is deze module al beschikbaar voor 19?',
        'Na de testmigratie missen wij het rapport {report}. In 17 gebruiken we dat elke maand.',
      ],
      answers: [
        '{module} is nog niet vrijgegeven voor 19. We schatten het overzetten op ten hoogste vier uur, zoals in de overeenkomst staat.',
        'Het rapport was met de hand aangepast en komt daarom niet mee. We zetten het opnieuw op in 19 en laten het u testen.',
      ],
      questions: ['Welke week komt jullie uit voor een tweede testronde met de key-users?'],
      solutions: [
        '{module} is overgezet en getest; {person} heeft akkoord gegeven voor de volgende testronde.',
        '{report} staat in de testdatabase van 19 met dezelfde cijfers als in 17.',
      ],
    },
    en: {
      subjects: [
        'Upgrade to 19: error in the test database in {module}',
        'Test migration 19: report {report} is missing',
        'Question about planning the upgrade to Odoo 19',
      ],
      problems: [
        'In the version 19 test database {module} raises an error when opened. Is this module available for 19 yet?',
        'After the test migration we miss the report {report}, which we use every month in 17.',
      ],
      answers: [
        '{module} has not been released for 19. We estimate at most four hours to port it, as the agreement says.',
        'The report had been changed by hand and was not carried over. We will set it up again in 19 and let you test it.',
      ],
      questions: ['Which week suits you for a second round of tests with the key users?'],
      solutions: [
        '{module} was ported and tested; {person} approved it for the next round of tests.',
        '{report} is in the version 19 test database with the same figures as in 17.',
      ],
    },
    notes: ['Upgradelog: 3 aangepaste views uitgeschakeld. Lijst gedeeld in het migratiebord.'],
    external: 'Odoo S.A. onderzoekt de fout in de upgradedienst',
    recording: 'Wat u test in de testdatabase van 19',
  },
  {
    type: 'application',
    priorities: ['medium', 'low'],
    nl: {
      subjects: [
        'Inkomende mail maakt geen leads meer aan',
        'Gebruiker {person} kan niet inloggen na wachtwoordherstel',
        'Rechten: {colleague} ziet het menu Inkoop niet',
      ],
      problems: [
        'Mails aan ons verkoopadres maken sinds {day} geen lead meer aan. Bij de mailprovider zien we ze wel binnenkomen.',
        '{colleague} ziet het menu Inkoop niet, terwijl de andere collega’s met dezelfde functie dat wel zien.',
        '{person} heeft het wachtwoord hersteld maar krijgt steeds "Te veel pogingen".',
      ],
      answers: [
        'De inkomende mailserver staat op gepauzeerd door een verlopen toegangssleutel. We vragen u die te vernieuwen.',
        'De groep is bij de laatste import overschreven. We zetten de rechten terug volgens de rollenmatrix.',
      ],
      questions: ['Zou u in het beheer van Microsoft 365 de toestemming voor Odoo opnieuw willen geven?'],
      solutions: [
        'De sleutel is vernieuwd en de {count} gemiste mails zijn alsnog leads geworden.',
        'De rechten van {colleague} zijn weer gelijk aan die van de rol Inkoper.',
      ],
    },
    en: {
      subjects: [
        'Incoming mail no longer creates leads',
        'User {person} cannot sign in after a password reset',
        'Access rights: {colleague} does not see the Purchase menu',
      ],
      problems: [
        'Mails to our sales address have not created leads since {day}. Our mail provider shows that they arrive.',
        '{colleague} does not see the Purchase menu, while colleagues in the same role do.',
        '{person} reset the password but keeps reading "Too many attempts".',
      ],
      answers: [
        'The incoming mail server was paused because its access key expired. Could you renew it?',
        'The group was overwritten by the last import. We will restore the rights after the role matrix.',
      ],
      questions: ['Could you grant consent to Odoo again in the Microsoft 365 administration?'],
      solutions: [
        'The key was renewed and the {count} missed mails became leads after all.',
        'The rights of {colleague} equal those of the Purchaser role again.',
      ],
    },
    notes: ['fetchmail: invalid_grant. Refresh token 90 dagen niet gebruikt.'],
    external: null,
    recording: 'Toestemming voor Odoo vernieuwen in Microsoft 365',
  },
]
