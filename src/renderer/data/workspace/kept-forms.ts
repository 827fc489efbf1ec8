import type { OutboxDatabase } from '../cache/outbox-database'
import type { FormPlace, WorkerCalls } from '../protocol'

/** What stands in dialogs that were not sent. */
export interface KeptForms {
  readonly calls: Pick<WorkerCalls, 'form' | 'saveForm'>
  /**
   * Notes which mutation a dialog is about to be sent as. The outbox lets go of what is kept of the dialog in the transaction that
   * takes this mutation in (see `outbox-store.ts`): a process that dies before it leaves the dialog, one that dies after it the mutation.
   */
  sending(place: FormPlace, mutationId: string): Promise<void>
}

/** Kept in the outbox's database. A resolved write is on the disk (strict durability). */
export function createKeptForms({ forms }: OutboxDatabase): KeptForms {
  return {
    calls: {
      form: async ({ ticketId, dialog }) => (await forms.get([ticketId, dialog]))?.values ?? null,
      async saveForm({ ticketId, dialog, values, updatedAt }) {
        if (values === null) await forms.delete([ticketId, dialog])
        else await forms.put({ ticketId, dialog, values, updatedAt })
      },
    },
    async sending({ ticketId, dialog }, mutationId) {
      // A disk that refuses this takes the mutation no more than this, and says so then.
      await forms.update([ticketId, dialog], { sentAs: mutationId }).catch(() => undefined)
    },
  }
}
