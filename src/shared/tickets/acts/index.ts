import { attentionCleared, clearAttention } from './attention'
import { closeTicket, ticketClosed } from './close'
import { contactAttempted, logContact } from './contact'
import { createTicket, ticketCreated } from './create'
import { editTicket, fieldsChanged } from './edit'
import { endEscalation, escalateTicket, escalationEnded, ticketEscalated } from './escalation'
import { feedbackGiven, giveFeedback } from './feedback'
import { confirmationSent, deliveryChanged, messageReceived } from './mail'
import { addNote, noteAdded } from './note'
import { addRecording, recordingAdded } from './recording'
import { reopenTicket, ticketReopened } from './reopen'
import { replySent, sendReply } from './reply'
import { solveTicket, ticketSolved } from './solve'
import { endWait, startWait, waitEnded, waitStarted } from './wait'
import { startWork, workStarted } from './work'

/**
 * All that people do to tickets, and all that happens to them. What the rest of the code knows of acts and events is made from these
 * two lists: types, schemas, rules, folds, words and samples.
 */
export const ticketActs = [
  createTicket,
  editTicket,
  sendReply,
  giveFeedback,
  addNote,
  startWork,
  startWait,
  logContact,
  endWait,
  solveTicket,
  reopenTicket,
  closeTicket,
  escalateTicket,
  endEscalation,
  addRecording,
  clearAttention,
] as const

/** An event stays when its act is retired: logs hold it for ever. */
export const ticketEvents = [
  ticketCreated,
  messageReceived,
  confirmationSent,
  replySent,
  deliveryChanged,
  feedbackGiven,
  noteAdded,
  fieldsChanged,
  workStarted,
  waitStarted,
  contactAttempted,
  waitEnded,
  ticketSolved,
  ticketReopened,
  ticketClosed,
  ticketEscalated,
  escalationEnded,
  recordingAdded,
  attentionCleared,
] as const
