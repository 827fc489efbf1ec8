/** Small talk around the subject: greetings, answers, thanks. `{slots}` as in the topics. */
export const phrases = {
  nl: {
    hello: [
      'Hallo,',
      'Goedemorgen,',
      'Goedemiddag,',
      'Beste collega’s,',
      'Dag allemaal,',
      'Beste helpdesk,',
      'Hoi,',
    ],
    regards: [
      'Met vriendelijke groet,',
      'Groeten,',
      'Alvast bedankt!',
      'Dank en groet,',
      'Hartelijke groet,',
      'Mvg,',
    ],
    dear: 'Beste',
    signed: 'Met vriendelijke groet,',
    answered: [
      'Zie de bijlage die ik net via het portaal heb gestuurd. Laat maar weten als er nog iets mist.',
      'Ja, dat klopt. {colleague} heeft het vanmorgen nog geprobeerd, met dezelfde melding.',
      'Dat is inderdaad het geval. Bij {invoice} kun je het goed zien.',
      'Nagevraagd: alleen op de kantoorcomputers, niet op de laptops.',
      'Akkoord, ga je gang. Graag voor het eind van de week.',
    ],
    more: [
      'Even ter aanvulling: het gebeurt nu ook bij {party}. Kunnen jullie dat meenemen?',
      'Is er al nieuws? Onze mensen lopen hier dagelijks tegenaan.',
      'We hebben intussen {count} gevallen geteld. De lijst staat in het portaal.',
      'Ter info: {colleague} is vanaf morgen vrij, dus graag mij bellen bij vragen.',
    ],
    update: [
      'Een korte stand van zaken: de oorzaak is gevonden en we testen de oplossing nu op acceptatie.',
      'De aanpassing staat op acceptatie. Wilt u daar controleren of het nu goed gaat? Na uw akkoord zetten we het op productie.',
      'We zijn er nog mee bezig en verwachten er morgen meer over te kunnen zeggen.',
      'Dank voor de aanvulling, we nemen dit mee in hetzelfde onderzoek.',
    ],
    thanks: [
      'Top, het werkt weer. Dank voor de snelle hulp!',
      'Getest en akkoord, dit ticket kan dicht wat mij betreft.',
      'Helemaal goed, bedankt. De opname was erg duidelijk.',
      'Het is gelukt, dank je wel.',
    ],
    again: [
      'Helaas, vanmorgen was het probleem er weer. Kunnen jullie nog eens kijken?',
      'Bij {party} ging het nu opnieuw mis, de rest is wel goed.',
    ],
    overrun: [
      'We hebben voor dit ticket meer tijd nodig dan de afgesproken oplostijd, omdat de oorzaak dieper ligt dan verwacht. We verwachten u morgen voor 15:00 uur meer te kunnen melden.',
      'Helaas halen we de afgesproken oplostijd niet: de correctie moet eerst op acceptatie getest worden. We houden u op de hoogte.',
    ],
    complaint: [
      'Dit duurt nu echt te lang. Onze directie vraagt wanneer dit is opgelost. Kan een leidinggevende contact opnemen?',
      'Wij staan stil en horen te weinig. Graag vandaag nog telefonisch contact met een verantwoordelijke.',
    ],
    recorded: 'De stappen laten we zien in deze opname: {url}',
  },
  en: {
    hello: ['Hello,', 'Good morning,', 'Good afternoon,', 'Dear all,', 'Hi team,', 'Dear support,', 'Hi,'],
    regards: ['Kind regards,', 'Regards,', 'Thanks in advance,', 'Many thanks,', 'Best wishes,', 'Cheers,'],
    dear: 'Dear',
    signed: 'Kind regards,',
    answered: [
      'Please see the attachment I just sent through the portal. Let me know if anything is missing.',
      'Yes, that is right. {colleague} tried again this morning and got the same message.',
      'That is indeed the case. You can see it well on {invoice}.',
      'I checked: only on the office computers, not on the laptops.',
      'Agreed, please go ahead. Before the end of the week if possible.',
    ],
    more: [
      'To add to this: it now happens for {party} as well. Could you include that?',
      'Any news? Our people run into this every day.',
      'We have counted {count} cases by now. The list is in the portal.',
      'For your information: {colleague} is on leave from tomorrow, so please call me with questions.',
    ],
    update: [
      'A short update: the cause was found and we are testing the fix on acceptance now.',
      'The change is on acceptance. Could you check there whether it works? After your approval it goes to production.',
      'We are still working on it and expect to know more tomorrow.',
      'Thank you for the addition, we will include it in the same investigation.',
    ],
    thanks: [
      'Brilliant, it works again. Thank you for the quick help!',
      'Tested and approved, this ticket can be closed.',
      'All good, thanks. The recording was very clear.',
      'That did it, thank you.',
    ],
    again: [
      'Unfortunately the problem came back this morning. Could you have another look?',
      'It went wrong for {party} again; the others are fine.',
    ],
    overrun: [
      'We need more time for this ticket than the agreed resolution time, as the cause lies deeper than expected. We expect to tell you more before 15:00 tomorrow.',
      'We will not make the agreed resolution time: the fix has to be tested on acceptance first. We will keep you posted.',
    ],
    complaint: [
      'This really takes too long. Our management asks when it will be solved. Could somebody in charge contact us?',
      'We are at a standstill and hear too little. Please have a responsible person call us today.',
    ],
    recorded: 'This recording shows the steps: {url}',
  },
} as const
