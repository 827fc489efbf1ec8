import { uuidV7 } from '../../src/shared/uuid-v7'
import { foldTicket, viewerOf } from '../../src/shared/sync/engine/view'
import { takenAlong } from '../../src/shared/sync/engine/taken-along'
import { filesOf } from '../../src/shared/sync/engine/uploads'
import { isUnsent } from '../../src/shared/sync/engine/outbox-entry'
import type { OutboxEntry } from '../../src/shared/sync/engine/outbox-entry'
import { findAct } from '../../src/shared/tickets/acts/find'
import { allowedActions } from '../../src/shared/tickets/actions'
import type { TicketAction } from '../../src/shared/tickets/actions'
import type { MutationArgs, MutationEnvelope, MutationType } from '../../src/shared/tickets/mutations'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { newerType } from './app-version'
import type { Attached } from './attached'
import type { Device } from './device'
import type { Ledger } from './ledger'
import { checkRefusal } from './promises'
import type { Dice } from './random'
import type { Refused } from './refused'
import type { Window } from './window'
import type { World } from './world'

type Filled = {
  readonly [T in Exclude<MutationType, 'ticket.create'>]?: (ticket: Ticket, dice: Dice) => MutationArgs<T>
}

const occurredAt = null
const attempt = { channel: 'telephone', note: 'No answer' } as const

/** What a person fills in, where it should not be the sample of the act. */
const args: Filled = {
  'ticket.edit': (ticket, dice) => ({
    changes: dice.chance(0.5)
      ? [{ field: 'subject', from: ticket.subject, to: `Subject ${dice.whole(1000)}` }]
      : [{ field: 'priority', from: ticket.priority, to: dice.pick(['high', 'medium', 'low'] as const) }],
  }),
  'reply.send': (ticket) => ({
    text: 'We look into it.',
    to: [ticket.reporter.email],
    cc: [],
    purpose: 'reply',
    attachmentIds: [],
    anyway: false,
  }),
  'feedback.give': () => ({ channel: 'telephone', note: 'Called', occurredAt }),
  'note.add': (_, dice) => ({ text: `Note ${dice.whole(1000)}` }),
  'work.start': () => ({ occurredAt }),
  'wait.start': () => ({ kind: 'key-user', reason: 'Asked', contactAttempt: attempt, occurredAt }),
  'contact.log': () => ({ attempt, occurredAt }),
  'wait.end': () => ({ occurredAt }),
  'ticket.solve': () => ({ resolution: 'Done', occurredAt, anyway: false }),
  'ticket.reopen': () => ({ reason: 'Again' }),
  'ticket.close': () => ({ reason: 'withdrawn', note: '', anyway: false }),
  'ticket.escalate': () => ({ level: 1, reason: 'Angry' }),
  'escalation.end': () => ({ note: '' }),
  'recording.add': (_, dice) => ({
    recordingId: dice.uuid(),
    url: 'https://video.example.test/1',
    title: 'How to',
    note: '',
  }),
  'attention.clear': () => ({}),
}

const seldomDone: readonly TicketAction[] = ['wait.end', 'escalation.end', 'attention.clear', 'ticket.reopen']

interface PersonParts {
  readonly world: World
  readonly refused: Refused
  readonly attached: Attached
  readonly device: Device
  readonly ledger: Ledger
}

/** Somebody at a device: does things to the tickets on screen, and decides on what was held or rejected. */
export function createPerson({ world, refused, attached, device, ledger }: PersonParts) {
  const dice = world.dice(`person ${device.name}`)
  const told = dice.pick([0.2, 0.5, 0.9])
  /** The ticket of a form that was left open, by window. */
  const forms = new WeakMap<Window, Ticket>()

  function ready(): Window | null {
    const windows = device.windows().filter((window) => window.isReady())
    return windows.length > 0 ? dice.pick(windows) : null
  }

  const own = (window: Window, ticketId: string): readonly OutboxEntry[] =>
    window.engine.entries().filter(({ mutation }) => mutation.ticketId === ticketId)

  /** Tickets as this person sees them: the cache with their own work over it. */
  function onScreen(window: Window): readonly Ticket[] {
    const { cache } = device.disk()
    const mine = window.engine.entries().map(({ mutation }) => mutation.ticketId)
    const ids = [...new Set([...(cache?.tickets.keys() ?? []), ...mine])]
    return ids.flatMap((id) => {
      const timeline = cache?.timelines.get(id) ?? []
      const viewer = { ...viewerOf(device.agentId, cache?.reference ?? null), role: 'senior' as const }
      return foldTicket(cache?.tickets.get(id) ?? null, timeline, own(window, id), viewer).ticket ?? []
    })
  }

  function envelope(
    window: Window,
    type: string,
    ticketId: string,
    body: unknown,
    ticket: Ticket | null,
  ): MutationEnvelope {
    const { version = 0, customerMessages = 0, publicReplies = 0 } = ticket ?? {}
    const id = uuidV7(world.now(), () => dice.next())
    const dependencies = world.strikes('dependency-missing') ? [dice.uuid()] : []
    return {
      id,
      type,
      v: 1,
      ticketId,
      args: body,
      seen: {
        version,
        customerMessages,
        publicReplies,
        own: window.own(ticketId),
      },
      after: dependencies,
      writtenAt: world.now(),
    }
  }

  async function write(
    window: Window,
    mutation: MutationEnvelope,
    replaced: OutboxEntry | null,
  ): Promise<void> {
    const { agentId } = device
    const begun = ledger.begin()
    ledger.write(mutation.id, agentId)
    if (replaced) ledger.choose(replaced.mutation.id)
    const instead = replaced ? ` instead of ${replaced.mutation.id.slice(-6)}` : ''
    world.log(`${device.name} writes ${mutation.type} ${mutation.id.slice(-6)}${instead}`)
    const kept = await window.engine.write(mutation, replaced?.mutation.id ?? null)
    if (!kept.ok) {
      world.log(`${device.name} not saved ${mutation.id.slice(-6)}`)
      return
    }
    world.log(`${device.name} saved ${mutation.id.slice(-6)}`)
    const inPlaceOf = replaced?.state === 'held' ? replaced.mutation.id : null
    ledger.save({ mutation, agentId, device: device.name, begun, inPlaceOf })
    const named = filesOf(mutation)
    if (named.length > 0) void window.files.letGo(mutation.ticketId, named).catch(() => undefined)
    window.written([mutation.ticketId])
  }

  async function createTicket(window: Window): Promise<void> {
    const reporter = { name: 'Customer', email: 'customer@example.test', keyUserId: null }
    const fields = {
      subject: `Call ${dice.whole(1000)}`,
      reporter,
      language: 'nl' as const,
      customerId: null,
      teamId: null,
      assigneeId: null,
      type: null,
      priority: null,
      cover: null,
    }
    const body: MutationArgs<'ticket.create'> = { channel: 'telephone', fields, text: 'Help', occurredAt }
    await write(window, envelope(window, 'ticket.create', dice.uuid(), body, null), null)
  }

  async function act(): Promise<void> {
    const window = ready()
    if (!window) return
    const tickets = onScreen(window)
    if (tickets.length === 0 || dice.chance(0.1)) return createTicket(window)
    const ticket = openedBefore(window, tickets) ?? dice.pick(tickets)
    if (world.strikes('unknown-mutation'))
      return write(
        window,
        { ...envelope(window, 'ticket.teleport', ticket.id, { to: 'Mars' }, ticket), v: 3 },
        null,
      )
    if (device.version() === 'newer' && dice.chance(0.4))
      return write(
        window,
        envelope(window, newerType, ticket.id, { text: `Pin ${dice.whole(1000)}` }, ticket),
        null,
      )
    const allowed = allowedActions(ticket, 'senior')
    const likely: readonly TicketAction[] = ['reply.send', 'note.add', 'ticket.edit', 'ticket.solve']
    const wanted = likely.filter((action) => allowed.includes(action))
    // What can seldom be done is done when it can.
    const seldom = seldomDone.filter((action) => allowed.includes(action))
    const type =
      seldom.length > 0 && dice.chance(0.3)
        ? dice.pick(seldom)
        : dice.chance(0.6) && wanted.length > 0
          ? dice.pick(wanted)
          : dice.pick(allowed)
    const filled = {
      ...((args[type]?.(ticket, dice) ?? findAct(type).sample(dice)) as object),
      ...(type === 'reply.send' ? { attachmentIds: await attach(window, ticket.id) } : {}),
    }
    await write(window, envelope(window, type, ticket.id, filled, ticket), null)
  }

  /** Now and then a form is left open, and sent a few turns later: with the ticket as it was when it was opened. */
  function openedBefore(window: Window, tickets: readonly Ticket[]): Ticket | null {
    const form = forms.get(window)
    if (form && dice.chance(0.3)) {
      forms.delete(window)
      world.happened('form sent that was opened before')
      return form
    }
    if (!form && dice.chance(0.4)) forms.set(window, dice.pick(tickets))
    return null
  }

  /** Now and then files go with a reply: those that the screen says are attached. */
  async function attach(window: Window, ticketId: string): Promise<readonly string[]> {
    const kept: string[] = []
    for (let left = dice.chance(0.5) ? 1 + dice.whole(2) : 0; left > 0; left--) {
      const file = attached.make(dice.uuid())
      const isKept = await window.files.attach(ticketId, file)
      if (isKept) kept.push(file.id)
      world.log(`${device.name} ${isKept ? 'attaches' : 'cannot attach'} ${file.id.slice(-6)}`)
    }
    return kept
  }

  /** Looks at what needs a decision: sends it anyway with what is seen now, or gives it up. */
  async function decide(): Promise<void> {
    const window = ready()
    const entry = window?.engine.entries().find(({ state }) => state === 'held' || state === 'rejected')
    if (!window || !entry) return
    const { mutation } = entry
    checkRefusal(world, refused, entry)
    world.happened(`${entry.state}, decided on by its author`)
    if (entry.state === 'held' && dice.chance(0.6)) {
      const ticket = device.disk().cache?.tickets.get(mutation.ticketId) ?? null
      const again = { ...(mutation.args as object), anyway: true }
      return write(window, envelope(window, mutation.type, mutation.ticketId, again, ticket), entry)
    }
    const isRewritten = mutation.type === 'reply.send' && filesOf(mutation).length > 0 && dice.chance(0.6)
    const files = isRewritten ? await canGo(filesOf(mutation)) : []
    attached.again(files)
    if (isRewritten) await window.files.putBack(mutation.ticketId, files)
    ledger.choose(mutation.id)
    const kept = await window.engine.discard(
      mutation.id,
      uuidV7(world.now(), () => dice.next()),
    )
    if (!kept.ok) return
    ledger.discard(mutation.id, device.name, world.now())
    world.log(`${device.name} discards ${mutation.id.slice(-6)}`)
    window.written([mutation.ticketId])
    if (isRewritten) await sendAgain(window, mutation, files)
  }

  /**
   * Takes back work that waits, with what goes along; more often than not it was surely never sent, as the screen offers it, and
   * sometimes it is just then being sent. Half of it is written again.
   */
  async function takeBack(): Promise<void> {
    const window = ready()
    const waiting = window?.engine.entries().filter(({ state }) => state === 'waiting') ?? []
    const offered = waiting.filter(isUnsent)
    const from = offered.length > 0 && dice.chance(0.7) ? offered : waiting
    if (!window || from.length === 0) return
    const entry = dice.pick(from)
    const { mutation } = entry
    const { cache } = device.disk()
    const taken = [
      entry,
      ...takenAlong(mutation.id, {
        base: cache?.tickets.get(mutation.ticketId) ?? null,
        timeline: cache?.timelines.get(mutation.ticketId) ?? [],
        entries: own(window, mutation.ticketId),
        viewer: { ...viewerOf(device.agentId, cache?.reference ?? null), role: 'senior' },
      }),
    ]
    const ids = taken.map(({ mutation: { id } }) => id)
    for (const id of ids) ledger.choose(id)
    const newId = (): string => uuidV7(world.now(), () => dice.next())
    const kept = await window.engine.takeBack(ids, ids.map(newId))
    if (!kept.ok) {
      world.happened(`not taken back: ${kept.error.code}`)
      if (kept.error.code === 'being-sent') for (const id of ids) ledger.keep(id)
      return
    }
    world.happened('taken back before it was sent')
    for (const id of ids) ledger.discard(id, device.name, world.now())
    world.log(`${device.name} takes back ${ids.map((id) => id.slice(-6)).join()}`)
    window.written([mutation.ticketId])
    if (mutation.type !== 'reply.send' || dice.chance(0.5)) return
    await sendAgain(window, mutation, await canGo(filesOf(mutation)))
  }

  /** Not what the server will never take, nor what this device has lost. */
  async function canGo(ids: readonly string[]): Promise<readonly string[]> {
    const here = await device.disk().outbox.fileIds()
    return ids.filter((id) => refused.statusOfFile(id) === null && here.includes(id))
  }

  /** Writes a reply that was refused once more, with those of its files that can go. */
  async function sendAgain(
    window: Window,
    { ticketId, args: written }: MutationEnvelope,
    attachmentIds: readonly string[],
  ): Promise<void> {
    const ticket = device.disk().cache?.tickets.get(ticketId) ?? null
    const body = { ...(written as object), attachmentIds }
    await write(window, envelope(window, 'reply.send', ticketId, body, ticket), null)
  }

  return {
    act,
    decide,
    /** How often this person looks at "needs you" rather than at the queue. */
    turn(): Promise<void> {
      if (dice.chance(0.1)) return takeBack()
      return dice.chance(told * 0.5) ? decide() : act()
    },
  }
}
