/** A passage of the agreement: quoted in Dutch as it stands, with a gloss in both languages of the screen. */
export interface Clause {
  /** The heading it stands under. */
  readonly heading: string
  readonly quote: string
  readonly gloss: { readonly nl: string; readonly en: string }
}

export type ClauseKey =
  | 'availability'
  | 'holidays'
  | 'staff-days'
  | 'confirmation'
  | 'triage'
  | 'aim'
  | 'response'
  | 'resolution-high'
  | 'resolution-medium'
  | 'resolution-low'
  | 'external-wait'
  | 'key-user-wait'
  | 'solved'
  | 'overrun'
  | 'contact-term'
  | 'confirmation-term'
  | 'cover-functional'
  | 'cover-rfc'
  | 'cover-others-changes'
  | 'cover-migration'
  | 'escalation'

export type Clauses = Readonly<Record<ClauseKey, Clause>>

/** The passages of version 20230224 that clocks, cover and escalation rest on. */
export const clauses20230224 = {
  availability: {
    heading: 'Beschikbaarheid',
    quote: 'Onze support is beschikbaar tijdens werkdagen van 08:30 tot 17:00',
    gloss: {
      nl: 'Alleen kantooruren tellen: maandag tot en met vrijdag van 08:30 tot 17:00.',
      en: 'Only office hours count: Monday to Friday from 08:30 to 17:00.',
    },
  },
  holidays: {
    heading: 'Beschikbaarheid',
    quote: 'met uitzondering van nationale feestdagen',
    gloss: {
      nl: 'Op de genoemde feestdagen is het kantoor dicht.',
      en: 'The office is closed on the holidays listed.',
    },
  },
  'staff-days': {
    heading: 'Beschikbaarheid',
    quote: 'en incidentele personeelsdagen. Deze dagen zullen wij van tevoren aan u melden.',
    gloss: {
      nl: 'Op aangekondigde personeelsdagen is het kantoor dicht.',
      en: 'The office is closed on staff days announced beforehand.',
    },
  },
  confirmation: {
    heading: 'Ticket ontvangen',
    quote: 'U ontvangt een bevestiging dat het ticket succesvol ontvangen is.',
    gloss: {
      nl: 'De melder krijgt meteen een ontvangstbevestiging; die telt niet als terugmelding.',
      en: 'The reporter gets a confirmation at once; it is no feedback.',
    },
  },
  triage: {
    heading: 'Ticket beoordeeld',
    quote:
      'Ons team bepaalt of uw ticket behandeld wordt als applicatie of functionele support, of dat het nieuwe of gewijzigde functionaliteit betreft (Request For Change).',
    gloss: {
      nl: 'Het team bepaalt wat voor werk het is; een RFC heeft alleen een reactietijd.',
      en: 'The team decides what kind of work it is; an RFC has a response time only.',
    },
  },
  aim: {
    heading: 'Reactie- en oplostijden',
    quote: 'We streven ernaar alle support incidenten binnen 24 kantooruren op te lossen.',
    gloss: {
      nl: 'Een streven, geen norm: oplossen binnen 24 kantooruren na ontvangst.',
      en: 'An ambition, not a target: solved within 24 office hours of receipt.',
    },
  },
  response: {
    heading: 'Reactietijd',
    quote: 'Binnenkomst incident bij helpdesk t/m de terugmelding bij de key-user. 4 uur',
    gloss: {
      nl: 'Terugmelding aan de key-user binnen 4 kantooruren na ontvangst.',
      en: 'Feedback to the key user within 4 office hours of receipt.',
    },
  },
  'resolution-high': {
    heading: 'Afhandeltijd hoge prioriteit meldingen',
    quote: 'Leidt direct tot actie',
    gloss: {
      nl: 'Vanaf de terugmelding direct aan het werk.',
      en: 'Work starts at once after the feedback.',
    },
  },
  'resolution-medium': {
    heading: 'Afhandeltijd medium prioriteit meldingen',
    quote: 'Aan het eind van de volgende werkdag',
    gloss: {
      nl: 'Opgelost aan het eind van de werkdag na de terugmelding.',
      en: 'Solved by the end of the working day after the feedback.',
    },
  },
  'resolution-low': {
    heading: 'Afhandeltijd lage prioriteit meldingen',
    quote: 'Aan het eind van de werkdag plus drie werkdagen',
    gloss: {
      nl: 'Opgelost aan het eind van de derde werkdag na de dag van de terugmelding.',
      en: 'Solved by the end of the third working day after the day of the feedback.',
    },
  },
  'external-wait': {
    heading: 'Reactie- en oplostijden',
    quote:
      'Indien een externe partij nodig is […], dan wordt de tijd die de externe partij nodig heeft om te reageren en/of actie te ondernemen opgeteld bij onderstaande doorlooptijd.',
    gloss: {
      nl: 'Wachten op een externe partij telt niet mee.',
      en: 'Waiting for an external party does not count.',
    },
  },
  'key-user-wait': {
    heading: 'Reactie- en oplostijden',
    quote:
      'Als de key-user niet beschikbaar is wordt de reactietijd verlengd tot het moment dat het contact tot stand is gekomen.',
    gloss: {
      nl: 'Wachten op de key-user telt niet mee.',
      en: 'Waiting for the key user does not count.',
    },
  },
  solved: {
    heading: 'Reactie- en oplostijden',
    quote:
      'Een ticket wordt afgesloten zodra het issue is opgelost, in sommige gevallen pas na uw bevestiging.',
    gloss: {
      nl: 'Tussen opgelost en heropend staan de klokken stil.',
      en: 'Between solved and reopened the clocks stand still.',
    },
  },
  overrun: {
    heading: 'Reactie- en oplostijden',
    quote:
      'Als we langer nodig hebben dan de genoemde tijd om een oplossing te bieden wordt de melder van het ticket hierover geïnformeerd.',
    gloss: {
      nl: 'Duurt het langer, dan hoort de melder dat vooraf of op het moment zelf.',
      en: 'If it takes longer, the reporter is told, before or at the breach.',
    },
  },
  'contact-term': {
    heading: 'Reactie- en oplostijden',
    quote:
      'Als wij na zeven dagen niet geen contact hebben kunnen krijgen met een key-user, zullen we het ticket afsluiten en de melder daarvan per e-mail op de hoogte brengen.',
    gloss: {
      nl: 'Zeven dagen na de laatste contactpoging zonder contact wordt het ticket gesloten.',
      en: 'Seven days after the last contact attempt without contact the ticket is closed.',
    },
  },
  'confirmation-term': {
    heading: 'Reactie- en oplostijden',
    quote:
      'Als we geen bevestiging ontvangen, zal het ticket automatisch worden gesloten en ontvangt de melder hiervan een notificatie.',
    gloss: {
      nl: 'Een opgelost ticket zonder bevestiging sluit na dezelfde termijn, met een bericht.',
      en: 'A solved ticket without confirmation closes after the same term, with a notice.',
    },
  },
  'cover-functional': {
    heading: 'Functioneel support',
    quote:
      'Als u geen SLA afsluit voor functioneel suppport, zullen alle vragen doorbelast worden op basis van nacalculatie',
    gloss: {
      nl: 'Zonder functionele SLA gaan functionele vragen op nacalculatie.',
      en: 'Without a functional agreement, functional questions go on actual hours.',
    },
  },
  'cover-rfc': {
    heading: 'Functioneel support',
    quote:
      'Alle verzoeken voor nieuwe functionaliteit (RFC) zullen vooraf door ons worden ingeschat en pas na akkoord worden uitgevoerd.',
    gloss: {
      nl: 'Nieuwe functionaliteit wordt eerst geschat en pas na akkoord gemaakt.',
      en: 'New functionality is estimated first and made only after approval.',
    },
  },
  'cover-others-changes': {
    heading: 'Systeemvereisten',
    quote:
      'Als daardoor bugs of andere problemen ontstaan, vallen onze werkzaamheden voor het oplossen niet onder de SLA en zullen deze op basis van nacalculatie worden doorbelast.',
    gloss: {
      nl: 'Fouten door wijzigingen van anderen zonder overleg gaan op nacalculatie.',
      en: 'Faults from changes made by others without consultation go on actual hours.',
    },
  },
  'cover-migration': {
    heading: 'Migratie service',
    quote:
      'Voor de migratie van niet-beschikbare community modules hanteren wij een maximum van vier uur arbeid per module.',
    gloss: {
      nl: 'Migratie valt onder een eigen overeenkomst.',
      en: 'Migration falls under its own agreement.',
    },
  },
  escalation: {
    heading: 'Overige voorwaarden',
    quote:
      'Een escalatie zal in eerste instantie altijd worden behandeld door een (senior) partner van 360 ERP. Als uw escalatie alsnog niet naar tevredenheid wordt opgelost zal deze in behandeling worden genomen door de Managing Partner.',
    gloss: {
      nl: 'Niveau 1 is een (senior) partner, niveau 2 de Managing Partner.',
      en: 'Level 1 is a (senior) partner, level 2 the Managing Partner.',
    },
  },
} as const satisfies Clauses
