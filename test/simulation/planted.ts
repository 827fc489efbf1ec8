import type { FaultKind } from './faults'

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
  'outcomes-after-batch': 'the server writes the outcomes of a batch when all of it is decided',
  'outcomes-short-lived': 'the server forgets outcomes after a few minutes',
  'batch-never-split': 'a refused batch is sent again as it was',
  'batch-blamed': 'all of a refused batch counts as refused',
  'sign-out-clears': 'signing out clears the device of what waits',
  'no-heir': 'nobody syncs when the window that did is gone',
  'unknown-dropped': 'an older app drops the waiting work of a newer one that it does not understand',
  'attachment-ignored': 'a reply is sent without the file that it names',
  'mail-sent-again': 'a mail that was caught in the moment of sending is sent again',
} as const satisfies Record<string, string>

export type PlantedBug = keyof typeof plantedBugs

/** Bugs that nothing but these faults can show: without them even these are not found. */
export const onlyFoundBy = {
  'outcomes-after-batch': ['server-stops-midway', 'sign-in-expires-midway'],
  'batch-never-split': ['refused-409', 'refused-413', 'refused-422'],
  'batch-blamed': ['refused-409', 'refused-413', 'refused-422', 'status-413', 'status-422'],
  'sign-out-clears': ['sign-out'],
  'no-heir': ['window-closed', 'window-crashed'],
  'unknown-dropped': ['app-version-changes'],
  'attachment-ignored': ['attachment-missing'],
  'mail-sent-again': ['mail-interrupted'],
} as const satisfies Partial<Record<PlantedBug, readonly FaultKind[]>>
