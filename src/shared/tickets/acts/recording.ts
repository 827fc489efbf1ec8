import { z } from 'zod'
import { applied } from '../decision'
import { always } from '../since'
import { filledText, text, uuid } from '../values'
import { act, event, statuses } from './define'

/** A screen recording that shares knowledge. */
const recording = z.object({ recordingId: uuid, url: text(2000), title: text(300), note: text(10_000) })

export type Recording = z.infer<typeof recording>

export const recordingAdded = event('recording.added', {
  body: { recording },
  fold: (ticket) => ({ recordings: ticket.recordings + 1 }),
  words: ({ recording: { title, note, url } }) => [title, note, url],
})

/** Only https, no credentials, no scripts: what may be stored as the address of a recording. */
export const recordingUrl = text(2000).refine((value) => {
  try {
    const url = new URL(value)
    return url.protocol === 'https:' && url.username === '' && url.password === ''
  } catch {
    return false
  }
}, 'must be an https address')

export const addRecording = act(
  'recording.add',
  {
    1: z.object({ recordingId: uuid, url: recordingUrl, title: filledText(300), note: text(10_000) }),
  },
  {
    allowed: { statuses: statuses.any },
    since: always,
    decide: (_, { args }, { now }) =>
      applied({ at: now, body: { type: 'recording.added', recording: args } }),
    dialogs: ['recording'],
    filledIn: ({ url, title, note }) => ({ dialog: 'recording', fields: { url, title, note } }),
    authored: ({ title, url }) => `${title}\n${url}`,
    sample: (chance) => ({
      recordingId: chance.uuid(),
      url: `https://recordings.example/${chance.uuid()}`,
      title: 'How to reconcile',
      note: '',
    }),
  },
)
