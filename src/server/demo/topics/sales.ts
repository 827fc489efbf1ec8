import type { Topic } from './topic'

export const salesTopics: readonly Topic[] = [
  {
    type: 'functional',
    priorities: ['low', 'medium'],
    nl: {
      subjects: [
        'Portaalgebruiker {person} ziet geen orders',
        'Klant {party} kan offerte niet tekenen in het portaal',
        'Toegang tot het portaal voor nieuwe medewerker van {party}',
      ],
      problems: [
        '{person} van {party} kan wel inloggen op het portaal, maar ziet een lege lijst. Order {order} zou zichtbaar moeten zijn.',
        'Bij het tekenen van {order} krijgt {party} de melding dat de link verlopen is. We hebben de offerte {day} gestuurd.',
      ],
      answers: [
        'Het contact hangt niet onder {party} maar staat los. Als u bij het contact het bedrijf invult, verschijnen de orders.',
        'De geldigheidsdatum van de offerte is verstreken; daardoor vervalt ook de link. U kunt de datum aanpassen en opnieuw versturen.',
      ],
      questions: ['Met welk e-mailadres logt {person} precies in?'],
      solutions: [
        '{person} is gekoppeld aan {party} en ziet nu {order} en {count} oudere orders.',
        'Met een nieuwe geldigheidsdatum is {order} getekend. In de opname leggen we uit waar u dit instelt.',
      ],
    },
    en: {
      subjects: [
        'Portal user {person} sees no orders',
        '{party} cannot sign a quotation in the portal',
        'Portal access for a new employee of {party}',
      ],
      problems: [
        '{person} of {party} can sign in to the portal but sees an empty list. Order {order} should be there.',
        'When signing {order}, {party} reads that the link has expired. We sent the quotation on {day}.',
      ],
      answers: [
        'The contact is not a child of {party}. Once you fill in the company on the contact, the orders appear.',
        'The quotation has passed its expiry date, which ends the link too. You can change the date and send it again.',
      ],
      questions: ['With which e-mail address does {person} sign in exactly?'],
      solutions: [
        '{person} belongs to {party} now and sees {order} and {count} older orders.',
        'With a new expiry date {order} was signed. The recording shows where to set it.',
      ],
    },
    notes: ['commercial_partner_id klopte niet door dubbele relatie. Samengevoegd met toestemming.'],
    external: null,
    recording: 'Portaaltoegang voor contacten van een klant',
  },
  {
    type: 'application',
    priorities: ['high', 'medium'],
    nl: {
      subjects: [
        'Kassa in {shop} start niet op',
        'Kassa {shop}: pinbetaling blijft hangen',
        'Dagafsluiting kassa {shop} geeft verschil van {amount}',
      ],
      problems: [
        'De kassa in {shop} blijft hangen op "Laden van producten". De winkel is open en er staan klanten. De tweede kassa doet het nog wel.',
        'Een pinbetaling in {shop} werd door de terminal goedgekeurd, maar Odoo bleef op "Wachten op betaling" staan. De klant heeft nu misschien dubbel betaald.',
      ],
      answers: [
        'We zien dat er {count} producten zonder afbeelding opnieuw geladen worden. We wissen nu de lokale gegevens van die kassa op afstand.',
        'De terminal antwoordde pas na de wachttijd. De betaling staat bij de betaaldienst wel als geslaagd; we boeken die handmatig bij.',
      ],
      questions: [
        'Kunt u de bon van de terminal fotograferen, zodat we het transactienummer kunnen vergelijken?',
      ],
      solutions: [
        'De kassa in {shop} start weer in enkele seconden. De oorzaak was een prijslijst met {count} regels.',
        'De wachttijd is verruimd en de betaling van {amount} is gekoppeld aan de juiste order.',
      ],
    },
    en: {
      subjects: [
        'Point of sale in {shop} does not start',
        'Card payment hangs in {shop}',
        'Closing the register in {shop} shows a difference of {amount}',
      ],
      problems: [
        'The register in {shop} hangs on "Loading products". The shop is open and customers are waiting. The second register still works.',
        'A card payment in {shop} was accepted by the terminal, but Odoo stayed on "Waiting for payment". The customer may have paid twice.',
      ],
      answers: [
        'We see {count} products without a picture being loaded again. We are clearing the local data of that register remotely.',
        'The terminal answered after the time limit. The payment service shows it as paid; we will book it by hand.',
      ],
      questions: [
        'Could you photograph the receipt of the terminal, so that we can compare the transaction number?',
      ],
      solutions: [
        'The register in {shop} starts within seconds again. The cause was a price list of {count} lines.',
        'The time limit was raised and the payment of {amount} is linked to the right order.',
      ],
    },
    notes: ['Op afstand meegekeken met de filiaalleider. Console: quota bereikt in IndexedDB van de kassa.'],
    external: 'De leverancier van de pinterminal kijkt in zijn logboek',
    recording: 'Kassa opnieuw laden zonder bonnen te verliezen',
  },
  {
    type: 'application',
    priorities: ['medium', 'low'],
    nl: {
      subjects: [
        'Webshop toont verkeerde prijs voor {product}',
        'Orderbevestiging {order} komt niet aan bij klant',
        'Offertesjabloon: voettekst valt van de pagina',
      ],
      problems: [
        'Op de webshop staat {product} voor {amount}, maar in de prijslijst van {party} is een lagere prijs afgesproken.',
        'Klanten krijgen geen orderbevestiging. Bij {order} staat in de chatter wel dat er een mail verstuurd is.',
      ],
      answers: [
        'De prijslijst is gekoppeld aan het land en niet aan de klant. We bekijken of een aparte regel hier past.',
        'De mail is door de ontvangende server geweigerd vanwege SPF. Dit vraagt een aanpassing in uw DNS.',
      ],
      questions: [
        'Wie beheert de DNS van jullie domein, en mogen wij daar rechtstreeks contact mee opnemen?',
      ],
      solutions: [
        'De prijslijst van {party} gaat nu voor; {product} toont de afgesproken prijs.',
        'Het SPF-record is aangevuld en de {count} geweigerde mails zijn opnieuw verstuurd.',
      ],
    },
    en: {
      subjects: [
        'Web shop shows the wrong price for {product}',
        'Order confirmation {order} does not reach the customer',
        'Quotation template: footer falls off the page',
      ],
      problems: [
        'The web shop shows {product} at {amount}, while the price list of {party} has a lower price.',
        'Customers receive no order confirmation. On {order} the chatter says that a mail was sent.',
      ],
      answers: [
        'The price list is tied to the country rather than the customer. We are looking at whether a separate rule fits here.',
        'The receiving server refused the mail because of SPF. This needs a change in your DNS.',
      ],
      questions: ['Who manages the DNS of your domain, and may we contact them directly?'],
      solutions: [
        'The price list of {party} comes first now; {product} shows the agreed price.',
        'The SPF record was completed and the {count} refused mails were sent again.',
      ],
    },
    notes: ['mail.mail: 550 5.7.1 SPF fail. Wachten op de beheerder van het domein.'],
    external: 'De beheerder van het domein past het SPF-record aan',
    recording: null,
  },
  {
    type: 'functional',
    priorities: ['low', 'low', 'medium'],
    nl: {
      subjects: [
        'Urenstaten van {person} niet zichtbaar op project',
        'Hoe sluit ik een project af met openstaande uren?',
        'Rapport per maand: marge per klant in {month}',
      ],
      problems: [
        '{person} heeft {count} uur geschreven op het project van {party}, maar bij factureren komen er minder mee.',
        'Ik wil per klant de marge over {month} zien, met inkoop en uren bij elkaar. Welk rapport gebruik ik daarvoor?',
      ],
      answers: [
        'Uren die nog niet gevalideerd zijn komen niet mee. Onder Urenstaten, Te valideren vindt u ze terug.',
        'Het rapport Analytische boekingen kan dit, gegroepeerd op klant en daarna op soort. We sturen een opname van twee minuten.',
      ],
      questions: ['Gaat het om vaste prijs of om nacalculatie bij dit project?'],
      solutions: [
        'Na valideren staan alle {count} uren klaar om te factureren.',
        'Het rapport is als favoriet opgeslagen voor jullie administratie.',
      ],
    },
    en: {
      subjects: [
        'Timesheets of {person} not visible on the project',
        'How to close a project with open hours?',
        'Monthly report: margin per customer in {month}',
      ],
      problems: [
        '{person} logged {count} hours on the project of {party}, but invoicing picks up fewer.',
        'I would like to see the margin per customer over {month}, purchases and hours together. Which report do I use?',
      ],
      answers: [
        'Hours that were not validated are left out. You find them under Timesheets, To validate.',
        'The Analytic items report can do this, grouped by customer and then by category. We will send a recording of two minutes.',
      ],
      questions: ['Is this project at a fixed price or on time and material?'],
      solutions: [
        'After validation all {count} hours are ready to be invoiced.',
        'The report was saved as a favourite for your administration.',
      ],
    },
    notes: ['Gebruikersvraag; opname gemaakt en gedeeld met hun key-users.'],
    external: null,
    recording: 'Marge per klant in twee minuten',
  },
]
