import type { CommandId } from '../../shared/commands'
import type { TicketEvent } from '../../shared/tickets/events'
import type { FieldChange } from '../../shared/tickets/fields'
import type { DialogOf, MutationArgs, MutationType, TicketDialog } from '../../shared/tickets/mutations'
import type { Agent } from '../../shared/tickets/people'
import type { Ticket } from '../../shared/tickets/ticket'
import type { ActDialogProps, EventText, EventType, Telling } from './define'
import type { Texts } from './words'

/**
 * How acts look: their dialogs, their lines in the timeline and in the outbox, their places and keys, their words. Each act has a room
 * of its own here, `<act>/index.ts`, that is found by its place and adds itself to `Rooms`.
 */

/** All rooms, by the names of their folders; each adds itself by `declare module '../register'`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the rooms fill it
export interface Rooms {}

type Shown = {
  [R in keyof Rooms]: Rooms[R] extends { readonly acts: infer A } ? keyof A : never
}[keyof Rooms]
type Told = {
  [R in keyof Rooms]: Rooms[R] extends { readonly timeline: infer T } ? keyof T : never
}[keyof Rooms]
type Missing = Exclude<MutationType, Shown> | Exclude<EventType, Told>

/** Does not compile as long as an act has no look or an event no line: the error names it. */
export const nothingIsMissing: Readonly<Record<Missing, never>> = {}

interface AnyDialogProps extends Omit<ActDialogProps<MutationType>, 'ticket'> {
  /** Null for an act that makes one, and only then. */
  readonly ticket: Ticket | null
}

export type DialogComponent = React.ComponentType<AnyDialogProps>

/** A dialog for code that treats all alike. */
export interface AnyDialog {
  readonly title: string
  readonly done: string | null
  readonly problems?: Readonly<Record<string, string>>
  readonly load: () => Promise<DialogComponent>
}

export type AnyCarrying =
  | { readonly opens: TicketDialog }
  | { readonly composes: 'reply' | 'note' }
  | {
      readonly writes: (
        ticket: Ticket,
        by: { readonly me: Agent; readonly now: number },
      ) => MutationArgs<MutationType> | null
      readonly done: string | null
    }

/** A look for code that treats all alike. The arguments must be of its act. */
export interface AnyLook {
  readonly work: string
  workText?(args: unknown, telling: Telling): string
  readonly dialogs: Readonly<Record<string, AnyDialog>>
  readonly places: readonly {
    readonly in: 'bar' | 'menu'
    readonly order: number
    readonly label: string
    readonly does: CommandId | { readonly opens: TicketDialog }
  }[]
  readonly commands: { readonly [C in CommandId]?: AnyCarrying }
}

interface AnyLineArgs extends Telling {
  readonly event: TicketEvent
  readonly change: FieldChange | null
  readonly name: string
}

export interface AnyWords {
  readonly room: string
  readonly en: Texts
  readonly nl: Texts
}

interface AnyRoom {
  readonly words: AnyWords
  readonly acts: Readonly<Record<string, AnyLook>>
  readonly timeline: Readonly<Record<string, (args: AnyLineArgs) => EventText>>
}

/** Each room, in the order of their names. */
export const rooms: readonly AnyRoom[] = Object.values(
  import.meta.glob<AnyRoom>('./*/index.ts', { eager: true, import: 'room' }),
)

/** An act with how it looks, and the words that its keys stand in. */
export interface FoundLook {
  readonly act: MutationType
  readonly look: AnyLook
  readonly words: AnyWords
}

/** All acts with their looks. */
export const looks: readonly FoundLook[] = rooms.flatMap(({ acts, words }) =>
  Object.entries(acts).map(([act, look]) => ({ act: act as MutationType, look, words })),
)

const byAct = new Map<string, FoundLook>(looks.map((found) => [found.act, found]))

/** How an act of this type looks; undefined for one that this version does not know. */
export function findLook(act: MutationType): FoundLook
export function findLook(act: string): FoundLook | undefined
export function findLook(act: string): FoundLook | undefined {
  return byAct.get(act)
}

const byDialog = new Map<string, FoundDialog>(
  looks.flatMap((found) =>
    Object.entries(found.look.dialogs).map(([name, dialog]) => [name, { ...found, dialog }] as const),
  ),
)

type FoundDialog = FoundLook & { readonly dialog: AnyDialog }

/** The dialog of this name with its act; undefined for one of another version. */
export function findDialog(name: DialogOf<MutationType>): FoundDialog
export function findDialog(name: string): FoundDialog | undefined
export function findDialog(name: string): FoundDialog | undefined {
  return byDialog.get(name)
}

/** Each dialog. */
export const dialogs = () => [...byDialog.values()].map(({ dialog }) => dialog)

interface FoundLine {
  readonly line: AnyRoom['timeline'][string]
  readonly words: AnyWords
}

const byEvent = new Map<string, FoundLine>(
  rooms.flatMap(({ timeline, words }) =>
    Object.entries(timeline).map(([type, line]) => [type, { line, words }] as const),
  ),
)

/** How an event of this type reads. */
export function findLine(event: EventType): FoundLine
export function findLine(event: string): FoundLine | undefined
export function findLine(event: string): FoundLine | undefined {
  return byEvent.get(event)
}

const byRefusal = new Map(
  rooms.flatMap(({ words }) =>
    Object.keys(typeof words.en.refusals === 'object' ? words.en.refusals : {}).map(
      (code) => [code, words] as const,
    ),
  ),
)

/** The words in which a refusal of an act is said, by `refusals.<code>`; undefined for one that is no act's own. */
export const findRefusal = (code: string): AnyWords | undefined => byRefusal.get(code)
