/** Why something is not done, by the code of the refusal, where it is no act’s own: those stand with the act. */
export const refusals = {
  refusals: {
    'ticket-closed': 'The ticket is closed: reopen it first.',
    'wrong-status': 'The ticket is not in a state that allows this.',
    'not-allowed': 'Only a senior, the Managing Partner or an administrator may do this.',
    forbidden: 'You have no right to do this. Ask an administrator.',
    'other-author': 'Somebody else has signed in here since; sign in as the author to send this.',
    'already-decided': 'You have decided on this already.',
    'being-sent': 'It is just being sent, or has been: it may have arrived. Nothing was changed.',
    'takes-more': 'Meanwhile something else was written that rests on this. Nothing was changed; look again.',
    'no-ticket': 'The ticket does not exist, or you may not see it.',
    'before-receipt': 'That is before the ticket was received. Give a later time.',
    'before-feedback': 'That is before the first feedback: a solution comes after it. Give a later time.',
    'before-reopening': 'That is before the ticket was last reopened. Give a later time.',
    'before-wait': 'That is before the wait began. Give a later time.',
    'in-the-future': 'That is in the future by the clock of the server. Give the time at which it happened.',
    'receipt-too-old': 'That is more than 31 days ago. Ask a senior to write it down, or give a later time.',
    'newer-message': 'The customer wrote after you last looked at this ticket.',
    'colleague-replied': 'A colleague replied after you last looked at this ticket.',
    'replied-elsewhere': 'You replied on another device after you last looked at this ticket here.',
    'new-attention': 'Something else on this ticket asks for attention since you last looked at it.',
    'other-customer': 'The ticket was given another customer or reporter after you last looked at it.',
    'escalated-meanwhile': 'The ticket was escalated after you last looked at it.',
    'escalation-ended': 'An escalation of this ticket was ended after you last looked at it.',
    'unknown-agent': 'This colleague’s account is closed, or is not in your workspace: choose another.',
    'unknown-customer': 'This customer is not in your workspace, or no longer: choose another.',
    'unknown-team': 'This team is not in your workspace, or no longer: choose another.',
    'clock-uncertain':
      'The clock of this device could not be trusted when you wrote this. Say when it happened, and it is entered.',
    'closed-meanwhile': 'The ticket was closed after you last looked at it.',
    'unread-since':
      'Something happened on this ticket after you last looked at it that the server cannot read: a newer version of Tijdig made it, or it is damaged.',
    'dependency-failed':
      'An earlier change that this one builds on was not applied. Decide on that one first.',
    'unknown-mutation':
      'The server is older than this app and does not know this kind of change yet. It is kept here: try again when the server has been updated.',
    'change-failed':
      'The server fails each time it tries to make this change: something is wrong with the ticket there. Your change is kept here: tell an administrator, and try again later.',
    'update-required': 'This app is too old for this: update it.',
    'server-too-old': 'The server is too old for this app: ask its administrator to update it.',
    'signed-out': 'Sign in first: there is no workspace open on this device.',
    'too-large': 'This text is too long to send: shorten it.',
    'outbox-unwritable': 'This device could not keep your change. Free some disk space and try again.',
    'app-failed':
      'The app failed while saving this. What you typed is still here: look at the ticket before you try again.',
    'journal-unreachable': 'The app could not write to its journal; nothing was saved. Try again.',
  },
} as const
