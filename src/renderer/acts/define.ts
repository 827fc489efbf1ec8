import type { TFunction } from 'i18next'
import type { CommandId } from '../../shared/commands'
import type { TicketAction } from '../../shared/tickets/actions'
import type { EventBody, TicketEvent } from '../../shared/tickets/events'
import type { FieldChange } from '../../shared/tickets/fields'
import type { DialogOf, MutationArgs, MutationType } from '../../shared/tickets/mutations'
import type { Agent } from '../../shared/tickets/people'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Reference } from '../data/protocol'
import type { FormToSend, KeptForm } from '../state/use-form'
import type { KeyOf, Say, Texts, Words } from './words'

/** What texts are made with: the words of the room, those that all share, and the names of people and customers. */
export interface Telling<K extends string = string> {
  readonly say: Say<K>
  readonly t: TFunction
  /** null until it has been read. */
  readonly reference: Reference | null
}

/** An event as one line, with the text that came with it: a reason, a note, how it was solved. */
export interface EventText {
  readonly line: string
  readonly detail: string
}

export type EventType = EventBody['type']

interface LineArgs<T extends EventType, K extends string> extends Telling<K> {
  readonly event: Extract<TicketEvent, { readonly type: T }>
  /** The one field that is told of, where the event changed several; else null. */
  readonly change: FieldChange | null
  /** Of who did it. */
  readonly name: string
}

/** How an event of this type reads. It outlives its act, as the event does. */
export type EventLine<T extends EventType, K extends string> = (args: LineArgs<T, K>) => EventText

/** Saves what a dialog was filled in with. Null when it is saved, else what is wrong: the dialog says so and stays. */
export type Send<A extends MutationType> = (
  args: MutationArgs<A>,
  from: {
    /** The fields that it was filled in in; null for a dialog of which nothing is kept. */
    readonly form: FormToSend | null
    /** Of a new ticket: the one that it gets. */
    readonly ticketId?: string
  },
) => Promise<string | null>

export interface ActDialogProps<A extends MutationType> {
  /** As it was when the dialog opened: what its author saw. Null for an act that makes a ticket. */
  readonly ticket: A extends TicketAction ? Ticket : null
  /** The dialog's fields as they were left, where it was not sent. */
  readonly form: KeptForm
  readonly send: Send<A>
  readonly onClose: () => void
}

export interface DialogLook<A extends MutationType, K extends string> {
  readonly title: K
  /** What is said when it is saved; null: nothing, for the screen shows it. */
  readonly done: K | null
  /** What is said of an argument that the act does not take, by its name. Left out: that it is missing, too long or not right. */
  readonly problems?: Readonly<Record<string, K>>
  /** Not read in before the app has started. */
  readonly load: () => Promise<(props: ActDialogProps<A>) => React.ReactNode>
}

/** Where it is offered on an open ticket, where the ticket and the person's role allow it. */
interface Place<D extends string, K extends string> {
  /** `bar`: a button. `menu`: behind the button with the dots. */
  readonly in: 'bar' | 'menu'
  /** Its place among the others, from the left or the top. */
  readonly order: number
  readonly label: K
  /** With a command its key is shown. */
  readonly does: CommandId | { readonly opens: D }
}

/** How a command is carried out on the ticket in hand. */
export type Carrying<A extends MutationType, K extends string> =
  | { readonly opens: DialogOf<A> }
  | { readonly composes: 'reply' | 'note' }
  | {
      /** The arguments, for the ticket as it is on screen and the person who acts at `now`, server time; null: nothing is left to do. */
      readonly writes: (
        ticket: Ticket,
        by: { readonly me: Agent; readonly now: number },
      ) => MutationArgs<A> | null
      /** What is said then; null: nothing, for the screen shows it. */
      readonly done: K | null
    }

/** How an act looks. */
export interface ActLook<A extends MutationType, K extends string> {
  /** What a piece of this work is called where it waits, is held or refused. */
  readonly work: K
  /** What its author wrote or chose, there. Left out: the text that they wrote. */
  readonly workText?: (args: MutationArgs<A>, telling: Telling<K>) => string
  readonly dialogs: { readonly [D in DialogOf<A>]: DialogLook<A, K> }
  readonly places: readonly Place<DialogOf<A>, K>[]
  readonly commands: { readonly [C in CommandId]?: Carrying<A, K> }
}

/** Acts that belong together, and how they and their events look. */
export interface Room<E extends Texts, A extends MutationType, T extends EventType> {
  readonly words: Words<E>
  readonly acts: { readonly [Type in A]: ActLook<Type, KeyOf<E>> }
  readonly timeline: { readonly [Type in T]: EventLine<Type, KeyOf<E>> }
}

/** A room of acts. One whose acts are retired keeps the lines of their events. */
export const roomOf = <E extends Texts, A extends MutationType, T extends EventType>(
  words: Words<E>,
  parts: Omit<Room<E, A, T>, 'words'>,
): Room<E, A, T> => ({ words, ...parts })
