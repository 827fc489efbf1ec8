export const files = {
  files: {
    attach: 'Bestanden bijvoegen',
    list: 'Bestanden bij dit antwoord',
    drop: 'Laat bestanden hier los om ze bij te voegen',
    attaching: '{{name}} wordt op dit apparaat bewaard…',
    attached_one: '{{name}} bijgevoegd',
    attached_other: '{{count}} bestanden bijgevoegd',
    removed: '{{name}} verwijderd',
    remove: '{{name}} verwijderen',
    save: '{{name}} opslaan, {{size}}',
    show: '{{name}} bekijken, {{size}}',
    saveAs: 'Opslaan als…',
    saved: 'Opgeslagen als {{path}}',
    notSaved: 'Het bestand is niet opgeslagen',
    unreachable:
      'Dit apparaat heeft het bestand niet, en de server antwoordt niet. Probeer het opnieuw zodra er verbinding is.',
    noPicture: 'Dit bestand kan niet als afbeelding worden getoond. Sla het op om het te bekijken.',
    problems: {
      'file-unreadable':
        '{{name}} kon niet worden gelezen en is niet bijgevoegd. Een map kan niet worden bijgevoegd.',
      'file-too-large': '{{name}} is niet bijgevoegd: een bestand mag hoogstens {{limit}} zijn.',
      'files-too-large':
        '{{name}} is niet bijgevoegd: de bestanden van één antwoord mogen samen {{limit}} zijn.',
      'disk-full':
        'De schijf is vol, dus {{name}} is niet bijgevoegd. Maak ruimte vrij en probeer het opnieuw.',
      'file-not-kept':
        '{{name}} kon niet op dit apparaat worden bewaard en is niet bijgevoegd. Probeer het opnieuw.',
    },
  },
} as const
