/**
 * The one table of what a person can do by key, menu or palette. The page's shortcuts, the `?` sheet, the palette and
 * the native menu are all made from it. A command is told to the page as its `id`; the page decides whether it fits.
 *
 * Keys: `Mod` is Ctrl, or Cmd on macOS. `g m` is a sequence: first g, then m. Names of keys are those of
 * `KeyboardEvent.key`. The page prevents the default of a key that it handled, so that the menu does not run it again.
 */

export type CommandGroup = 'go' | 'queue' | 'ticket' | 'view' | 'help'

export interface Command {
  readonly id: string
  /** The first is shown; the others work too. */
  readonly keys: readonly string[]
  readonly group: CommandGroup
  /** False: a key that only moves within a list, or needs a person's own press; the `?` sheet shows it, the native menu does not. */
  readonly inMenu: boolean
  readonly label: { readonly nl: string; readonly en: string }
}

export const commandGroups = {
  queue: { nl: 'Wachtrij', en: 'Queue' },
  go: { nl: 'Ga naar', en: 'Go' },
  ticket: { nl: 'Ticket', en: 'Ticket' },
  view: { nl: 'Beeld', en: 'View' },
  help: { nl: 'Help', en: 'Help' },
} as const satisfies Record<CommandGroup, { nl: string; en: string }>

const define = <const Id extends string>(
  id: Id,
  keys: readonly string[],
  group: CommandGroup,
  nl: string,
  en: string,
  inMenu = true,
) => ({ id, keys, group, inMenu, label: { nl, en } })

export const commands = [
  define('queue.search', ['/', 'Mod+F'], 'queue', 'Zoeken', 'Search'),
  define('queue.next', ['j', 'ArrowDown'], 'queue', 'Volgende ticket', 'Next ticket', false),
  define('queue.previous', ['k', 'ArrowUp'], 'queue', 'Vorige ticket', 'Previous ticket', false),
  define('queue.nextPage', ['PageDown'], 'queue', 'Volgende pagina', 'Next page', false),
  define('queue.previousPage', ['PageUp'], 'queue', 'Vorige pagina', 'Previous page', false),
  define('queue.first', ['Home'], 'queue', 'Eerste ticket', 'First ticket', false),
  define('queue.last', ['End'], 'queue', 'Laatste ticket', 'Last ticket', false),
  define('queue.open', ['Enter'], 'queue', 'Ticket openen', 'Open ticket', false),
  define('queue.sync', ['F5'], 'queue', 'Nu synchroniseren', 'Sync now'),
  define('queue.take-along', ['Mod+Shift+M'], 'queue', 'Meenemen voor offline', 'Take along for offline'),

  define('go.mine', ['g m'], 'go', 'Mijn tickets', 'My tickets'),
  define('go.team', ['g t'], 'go', 'Mijn team', 'My team'),
  define('go.unassigned', ['g u'], 'go', 'Niet toegewezen', 'Unassigned'),
  define('go.at-risk', ['g r'], 'go', 'Bijna te laat', 'At risk'),
  define('go.missed', ['g x'], 'go', 'Overschreden', 'Missed'),
  define('go.waiting', ['g w'], 'go', 'Wachtend', 'Waiting'),
  define('go.escalated', ['g e'], 'go', 'Geëscaleerd', 'Escalated'),
  define('go.attention', ['g n'], 'go', 'Vraagt aandacht', 'Needs attention'),
  define('go.solved', ['g s'], 'go', 'Opgelost', 'Solved'),
  define('go.all', ['g a'], 'go', 'Alle tickets', 'All tickets'),
  define('go.needs-you', ['g y'], 'go', 'Wacht op jouw besluit', 'Needs you'),
  define('go.alerts', ['g b'], 'go', 'Meldingen', 'Alerts'),
  define('go.knowledge', ['g k'], 'go', 'Kennis en opnames', 'Knowledge and recordings'),
  define('go.mail', ['g o'], 'go', 'Verzonden e-mail', 'Sent mail'),
  define('go.settings', ['Mod+,'], 'go', 'Instellingen', 'Settings'),

  define('ticket.create', ['c', 'Mod+N'], 'ticket', 'Nieuw ticket', 'New ticket'),
  define('ticket.reply', ['r'], 'ticket', 'Beantwoorden', 'Reply'),
  define('ticket.note', ['n'], 'ticket', 'Interne notitie', 'Internal note'),
  define('ticket.attach', ['Mod+Shift+A'], 'ticket', 'Bestanden bijvoegen', 'Attach files', false),
  define('ticket.send', ['Mod+Enter'], 'ticket', 'Versturen', 'Send'),
  define('ticket.assign-me', ['a'], 'ticket', 'Aan mij toewijzen', 'Assign to me'),
  define('ticket.assign', ['Shift+A'], 'ticket', 'Toewijzen aan…', 'Assign to…'),
  define('ticket.triage', ['t'], 'ticket', 'Type, prioriteit en dekking', 'Type, priority and cover'),
  define('ticket.start-work', ['b'], 'ticket', 'Werk beginnen', 'Start work'),
  define('ticket.wait', ['w'], 'ticket', 'Laten wachten…', 'Wait…'),
  define('ticket.resume', ['Shift+W'], 'ticket', 'Hervatten', 'Resume'),
  define('ticket.contact', ['p'], 'ticket', 'Contactpoging vastleggen', 'Log contact attempt'),
  define('ticket.escalate', ['e'], 'ticket', 'Escaleren…', 'Escalate…'),
  define('ticket.recording', ['l'], 'ticket', 'Opname toevoegen', 'Add recording'),
  define('ticket.solve', ['s'], 'ticket', 'Oplossen', 'Solve'),
  define('ticket.reopen', ['Shift+O'], 'ticket', 'Heropenen', 'Reopen'),
  define('ticket.close', ['Shift+X'], 'ticket', 'Sluiten', 'Close'),
  define('ticket.why', ['y'], 'ticket', 'Waarom deze deadline?', 'Why this deadline?'),

  define('view.palette', ['Mod+K'], 'view', 'Opdrachten', 'Command palette'),
  define('view.back', ['Escape'], 'view', 'Een stap terug', 'One step back', false),
  define('view.theme', ['Mod+Shift+L'], 'view', 'Licht of donker', 'Light or dark'),
  define('view.density', ['Mod+Shift+D'], 'view', 'Compacte rijen', 'Compact rows'),

  define('help.shortcuts', ['?', 'Mod+/'], 'help', 'Sneltoetsen', 'Keyboard shortcuts'),
] as const satisfies readonly Command[]

export type CommandId = (typeof commands)[number]['id']

/** The command with this id, or undefined when the table has none. */
export function findCommand(id: string): Command | undefined {
  return commands.find((command) => command.id === id)
}
