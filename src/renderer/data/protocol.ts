import type { Away } from './away/away-report'
import type { SyncPhase } from '../../shared/sync/engine/engine-types'
import type { Bridge, Fault, Who } from '../../shared/ipc/channels'
import type { Preferences } from '../../shared/ipc/preferences'
import type { Priority, TicketType } from '../../shared/sla/facts'
import type { ApiError } from '../../shared/sync/wire'
import type { TicketEvent } from '../../shared/tickets/events'
import type { Recording } from '../../shared/tickets/acts/recording'
import type { Attachment } from '../../shared/tickets/message'
import type {
  DialogOf,
  MutationArgs,
  MutationEnvelope,
  MutationType,
  Seen,
} from '../../shared/tickets/mutations'
import type { Agent, Customer, Office } from '../../shared/tickets/people'
import type { Ticket, TicketStatus, Undelivered } from '../../shared/tickets/ticket'
import type { TakingAlong } from './files/along'
import type { FileCalls } from './files/file-calls'
import type { Sending } from './workspace/sending-count'

/**
 * What the page and its data worker say to each other. The worker owns the cache, the outbox, sync, search and the
 * queue's order; the page owns the screen, and answers the worker's calls to the main process (`HostCalls`).
 */

export const queueViews = [
  'mine',
  'team',
  'unassigned',
  'waiting',
  'at-risk',
  'missed',
  'escalated',
  'attention',
  'solved',
  'all',
] as const
export type QueueView = (typeof queueViews)[number]

export const queueSorts = ['deadline', 'priority', 'updated', 'newest'] as const
export type QueueSort = (typeof queueSorts)[number]

export interface QueueQuery {
  readonly view: QueueView
  readonly customerId: string | null
  readonly priority: Priority | null
  readonly type: TicketType | null
  readonly assigneeId: string | null
  /** Whatever its case. */
  readonly tag: string | null
  /** Searched in number, subject, customer, reporter and every text of the ticket. */
  readonly search: string
  readonly sort: QueueSort
}

/** The clock that a row shows. Instants in UTC ms; office time left is computed by the cell from `due` and now. */
export interface RowClock {
  readonly name: 'response' | 'action' | 'resolution' | 'aim'
  readonly target: 'response' | 'action' | 'medium' | 'low' | 'aim'
  /** null while waiting. */
  readonly due: number | null
  /** Office ms left, frozen while waiting; null while running. */
  readonly remainingMs: number | null
  /** Set when this clock was stopped after its due moment, or a target was missed earlier. */
  readonly missed: boolean
}

/** The queue as somebody sees it who has not chosen anything. */
export const plainQuery: QueueQuery = {
  view: 'mine',
  customerId: null,
  priority: null,
  type: null,
  assigneeId: null,
  tag: null,
  search: '',
  sort: 'deadline',
}

export interface QueueRow {
  readonly id: string
  readonly number: number | null
  readonly subject: string
  readonly preview: string
  readonly customerName: string
  readonly reporterName: string
  readonly assigneeId: string | null
  readonly assigneeName: string | null
  readonly type: TicketType | null
  readonly priority: Priority | null
  readonly status: TicketStatus
  readonly waiting: { readonly kind: 'key-user' | 'external'; readonly since: number } | null
  readonly escalationLevel: 0 | 1 | 2
  readonly attention: boolean
  /** Mails of replies that failed or are in doubt, and that nobody has decided on. */
  readonly undelivered: readonly Undelivered[]
  /** Changes of this device that the server has not decided on yet. */
  readonly pending: number
  readonly needsYou: boolean
  /** Something was begun on it on this device, and not sent. */
  readonly begun: boolean
  /** When it was closed or solved; null while it is neither. */
  readonly endedAt: number | null
  readonly updatedAt: number
  /** null when no clock runs or waits (solved, closed). */
  readonly clock: RowClock | null
}

export interface QueueResult {
  readonly total: number
  /** Ticket ids in order. May be left empty: the screen walks by index and asks `find` for a ticket's place. */
  readonly ids: readonly string[]
  /** The index of the ticket asked for by `find` in this order; null when it is not in it. */
  readonly foundAt: number | null
  /** Rows `from … to` of the list, as asked. */
  readonly from: number
  readonly rows: readonly QueueRow[]
}

/** A tag, and how many tickets of this device have it. */
export interface KnownTag {
  readonly tag: string
  readonly tickets: number
}

export type QueueCounts = Readonly<Record<QueueView, number>>

/** A ticket as this device shows it: confirmed base with what waits folded over it. */
export interface TicketView {
  readonly ticket: Ticket
  readonly events: readonly TimelineEntry[]
}
export interface TimelineEntry {
  readonly event: TicketEvent
  /** Written here and not decided by the server yet: shown, but no clock stops for an unsent reply. */
  readonly pending: boolean
  /** It is work of this device that has surely never been sent: its author may take it back. */
  readonly unsent?: boolean
}

/** Work of this device that waits or that a person must decide on. */
export interface OutboxItem {
  readonly mutation: MutationEnvelope
  /** `behind`: it waits for the decision on work that stands before it. */
  readonly state: 'waiting' | 'behind' | 'sending' | 'held' | 'rejected' | 'overruled'
  /** Its author may take it back: it has surely never been sent, or the server decided against it. */
  readonly mayBeTakenBack: boolean
  readonly reason: ApiError | null
  /** The files that go with it. */
  readonly attachments: readonly Attachment[]
  readonly ticketNumber: number | null
  readonly ticketSubject: string
  /** The ticket is closed now, as far as this device knows: nothing but a note or a reopening is taken for it. */
  readonly isClosed: boolean
  /** What happened on the ticket after the author last looked, shown beside held work; of what was overruled its own events. */
  readonly since: readonly TicketEvent[]
}

/** A reply, note or dialog that was begun on this device and not sent. */
export interface UnfinishedWriting {
  /** Null: a ticket that is being written down. */
  readonly ticketId: string | null
  readonly ticketNumber: number | null
  readonly ticketSubject: string
  readonly kind: Draft['kind'] | FormDialog
  /** What was typed, as far as there are words in it. */
  readonly text: string
  /** By this machine's clock, UTC ms. */
  readonly updatedAt: number
}

/** A reply of this person, from whatever device, whose mail did not reach everybody, or of which that is in doubt. */
export interface UndeliveredReply extends Undelivered {
  readonly ticketId: string
  readonly ticketNumber: number | null
  readonly ticketSubject: string
  readonly text: string
  readonly to: readonly string[]
  /** When it was written, UTC ms. */
  readonly writtenAt: number
}

/** A screen recording on any ticket of this device. */
export interface FoundRecording {
  readonly recording: Recording
  readonly ticketId: string
  readonly ticketNumber: number | null
  readonly ticketSubject: string
  readonly customerName: string
  readonly addedBy: string
  readonly at: number
  readonly pending: boolean
}

export interface SyncState {
  readonly phase: SyncPhase
  /** How many tickets of how many have come in the first sync, also while it is broken off; null when none is under way. */
  readonly fetched: { readonly tickets: number; readonly of: number } | null
  readonly ticketsCached: number
  /** Server time at the last answer, as epoch ms; null before the first. The age of the data counts from it. */
  readonly lastContactAt: number | null
  /** Server time minus this machine's time, ms. Countdowns add it to Date.now(). */
  readonly clockOffsetMs: number
  /** False: this machine's clock was set without a network, and the server has not been heard since. */
  readonly clockIsCertain: boolean
  readonly waiting: number
  /** How much of what waits does not go out by itself: it stands behind work that needs a decision. */
  readonly behind: number
  readonly needsYou: number
  /** Which of how many changes is being sent; null while nothing is, or one alone. */
  readonly sending: Sending | null
  /** This window of the app holds the connection. */
  readonly owner: boolean
  /** The server has more than this device: what is said to have happened on a ticket may not be all. */
  readonly isBehind: boolean
  readonly message: ApiError | null
}

export interface Reference {
  readonly customers: readonly Customer[]
  readonly agents: readonly Agent[]
  readonly office: Office
}

export interface Draft {
  readonly ticketId: string
  readonly kind: 'reply' | 'note'
  readonly text: string
  /** The addresses as they were typed; null: as the composer fills them in by itself. */
  readonly to: string | null
  readonly cc: string | null
  readonly attachments: readonly Attachment[]
  readonly updatedAt: number
}

/**
 * A dialog or field that is filled in: which one, on which ticket. `new` is the ticket that is being written down, `settings` what a person
 * chooses for themselves.
 */
export interface FormPlace {
  readonly ticketId: string
  readonly dialog: FormDialog
  /** 0, unless the same dialog is, or was, open in several windows at once: each has its own. */
  readonly copy: number
}
/** Whatever keeps what was typed in it. */
export type FormDialog =
  DialogOf<MutationType> | 'subject' | 'absence' | `lead-${'response' | 'action' | 'resolution' | 'aim'}`

/** What stands in a dialog's fields, by their names. */
export type FormValues = Readonly<Record<string, string | null>>

/** What is typed of a draft. */
export type DraftText = Pick<Draft, 'text' | 'to' | 'cc'>

export type Attached =
  { readonly ok: true; readonly attachment: Attachment } | { readonly ok: false; readonly error: ApiError }

export type Saved =
  { readonly ok: true; readonly mutationId: string } | { readonly ok: false; readonly error: ApiError }

/** Where what was typed in work can be written on. */
export type WrittenIn = { readonly composer: Draft['kind'] } | { readonly dialog: DialogOf<MutationType> }

/** `writtenIn`: null where nothing was typed. */
export type TakenBack =
  | {
      readonly ok: true
      readonly mutationId: string
      readonly ticketId: string
      readonly writtenIn: WrittenIn | null
    }
  | { readonly ok: false; readonly error: ApiError }

/** What the page calls on the worker. Every call answers; errors that a person must see are values. */
export interface WorkerCalls extends FileCalls {
  /** Opens this user's cache and starts syncing. Called at start and after each change of session. */
  start(args: Who): Promise<void>
  preferences(args: { preferences: Preferences }): Promise<void>
  /** Who is at a desk, as the server told main; null while it is not known. */
  desks(args: { desks: Who['desks'] }): Promise<void>
  /** `find`: a ticket whose place in this order is wanted too, so that the selection stays on it when the order changes. */
  queue(args: { query: QueueQuery; from: number; to: number; find?: string | null }): Promise<QueueResult>
  counts(args: Record<string, never>): Promise<QueueCounts>
  /** All tags of this device's tickets, those of most tickets first. */
  tags(args: Record<string, never>): Promise<readonly KnownTag[]>
  reference(args: Record<string, never>): Promise<Reference | null>
  ticket(args: { id: string }): Promise<TicketView | null>
  ticketByNumber(args: { number: number }): Promise<TicketView | null>
  /** Saved means: in the outbox and in the fsynced journal. Otherwise the error says what to do; the caller keeps the text. */
  mutate<T extends MutationType>(args: {
    type: T
    ticketId: string
    args: MutationArgs<T>
    seen: Seen
    /** Held work that this replaces ("send anyway", "edit"). */
    replaces: string | null
    /** The dialog that it was filled in in: what is kept of it is let go of when this is saved. */
    form?: FormPlace | null
  }): Promise<Saved>
  outbox(args: Record<string, never>): Promise<readonly OutboxItem[]>
  /** What happened while this device could not reach the server; null when nothing did, or the person has seen it. */
  away(args: Record<string, never>): Promise<Away | null>
  /** The person has seen the report that ends then (`to`). */
  seeAway(args: { to: number }): Promise<void>
  /** This person's replies that did not reach everybody, the first written first. */
  undelivered(args: Record<string, never>): Promise<readonly UndeliveredReply[]>
  /** The author has seen that these were overruled. */
  seeOverruled(args: { mutationIds: readonly string[] }): Promise<null>
  /** Drops held or rejected work for good, on its author's word. */
  discard(args: { mutationId: string; along: readonly string[] }): Promise<Saved>
  drafts(args: { ticketId: string }): Promise<readonly Draft[]>
  /** What was begun on any ticket and not sent, the latest first. */
  unfinished(args: Record<string, never>): Promise<readonly UnfinishedWriting[]>
  /**
   * Takes held, refused or unsent work back: what was written in it stands in the draft of its ticket, above what is being written there, or
   * in its dialog. `along`: the later work that its author knows goes with it; `takes-more` names in its details what else would.
   * `being-sent` once it may have left: then nothing was changed.
   */
  takeBack(args: { mutationId: string; along: readonly string[] }): Promise<TakenBack>
  /**
   * Writes `is` over `was` (see `draft-text.ts`), and lets go of the files `without`. Answers the draft as it is on the disk
   * then, with what another window wrote meanwhile; null while nobody is signed in.
   */
  saveDraft(args: {
    ticketId: string
    kind: Draft['kind']
    was: DraftText
    is: DraftText
    without: readonly string[]
    updatedAt: number
  }): Promise<Draft | null>
  /** Adds a file to a draft. Ok means that both are on this device's disk. `id` is new. */
  attach(args: {
    ticketId: string
    kind: Draft['kind']
    id: string
    file: File
    updatedAt: number
  }): Promise<Attached>
  /**
   * Opens a dialog. Answers what was filled in earlier and not sent, in this run or another, and stands in no window now; `values` null:
   * nothing. Its place is this window's until `leaveForm`.
   */
  form(
    args: Pick<FormPlace, 'ticketId' | 'dialog'>,
  ): Promise<{ readonly copy: number; readonly values: FormValues | null }>
  /** Keeps what stands in a dialog; null lets go of it. On the disk when it answers. `updatedAt` by this machine's clock. */
  saveForm(args: FormPlace & { values: FormValues | null; updatedAt: number }): Promise<void>
  /** The dialog is closed: what is kept of it is offered again, in whichever window it is opened next. */
  leaveForm(args: FormPlace): Promise<void>
  /** All recordings, newest first. */
  recordings(args: Record<string, never>): Promise<readonly FoundRecording[]>
  /** Tries to reach the server now. */
  syncNow(args: Record<string, never>): Promise<void>
  /** The machine woke up, or its clock was set; main says what server time minus this machine's time is now, ms. */
  wake(args: { clockOffsetMs: number }): Promise<void>
}

/** `damaged`: a part of it could not be read, and is kept aside. `unreadable`: nothing is sent before it can be read. */
export type JournalState = 'sound' | 'damaged' | 'unreadable'

/** What the worker tells the page. */
export interface WorkerNotices {
  sync: SyncState
  /** How the journal of this device was found. */
  journal: { readonly state: JournalState }
  /** The queue's order, rows or counts may have changed: ask again for what is on screen. */
  queueChanged: { readonly tickets: readonly string[] | 'all' }
  referenceChanged: Record<string, never>
  outboxChanged: { readonly items: number }
  /** What is told of an absence is another, or was seen. */
  awayChanged: Record<string, never>
  /** Which files of tickets this device has may be another. */
  filesChanged: Record<string, never>
  /** How far the files of a view have been taken along. */
  takingAlong: TakingAlong
  /** What is being written on this ticket was changed elsewhere than in its composer in this window. */
  draftsChanged: { readonly ticketId: string }
  /** Told by the page's own end: this window's worker could not start. Nothing can be read or saved before the page is loaded again. */
  stopped: Record<string, never>
  /** The worker failed at something that no call hears of. */
  fault: Fault
  /** First figures after the cache was opened: for the ready line. */
  opened: { readonly tickets: number; readonly runningClocks: number; readonly nextDeadline: number | null }
}

/** What the worker asks of the main process, through the page. */
export type HostCalls = Bridge['request']
