/** Bugs of the kind that has been made before, each switched on by name: the simulator must find every one. */
export const plantedBugs = {
  'sequence-cursor':
    'the log numbers rows before they are visible, and the client does not check that pages join',
  'no-idempotency': 'the server forgets outcomes and applies a mutation again',
  'outcome-apart': 'the server writes the outcome after the change, not with it',
  'mail-per-request': 'a reply is mailed each time that it is pushed',
  'mail-before-durable': 'a reply is mailed before the log is durable beyond it',
  'durable-lies': 'the server calls its log durable before it is',
  'same-epoch-after-restore': 'a restored server does not say so',
  'page-skips-row': 'the last row of a full page is left out of the answer',
  'delete-on-401': 'an expired sign-in empties the outbox and the journal',
  'no-journal': 'the journal says kept, and keeps nothing',
  'journal-forgets-all': 'forgetting some journal records forgets all of them',
  'lazy-outbox': 'the outbox is not durable when it says so, and the journal is not read at start',
  'cursor-before-rows': 'the cache writes its cursor and its rows in two transactions',
  'row-lost': 'the cache leaves a changed ticket out of a page of several',
  'snapshot-in-place': 'a snapshot is written over the cache in use',
  'new-id-each-time': 'a mutation gets a new id each time that it is sent',
  'batch-reversed': 'a batch is sent in the reverse order',
  'held-dropped': 'held work is taken out of the outbox',
  'rejected-dropped': 'rejected work is taken out of the outbox',
  'outbox-of-everyone': 'the outbox of a device is sent by whoever is signed in',
  'wall-clock-timers': 'retries are timed by the wall clock',
  'gives-up': 'sync stops for good after a few failures in a row',
  'portal-believed': 'any answer with status 200 counts as applied',
  'versions-unchecked': 'the damage check looks at what was written, not at what is there',
} as const satisfies Record<string, string>

export type PlantedBug = keyof typeof plantedBugs
