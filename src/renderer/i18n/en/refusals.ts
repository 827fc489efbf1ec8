/** Why something is not done, by the code of the refusal. */
export const refusals = {
  refusals: {
    'ticket-closed': 'The ticket is closed: reopen it first.',
    'wrong-status': 'The ticket is not in a state that allows this.',
    'not-allowed': 'Only a senior, the Managing Partner or an administrator may do this.',
    forbidden: 'You have no right to do this. Ask an administrator.',
    'feedback-given': 'Feedback was already given; send a reply instead.',
    'work-started': 'Work on this ticket has already started.',
    'other-author': 'Somebody else has signed in here since; sign in as the author to send this.',
    'already-decided': 'You have decided on this already.',
    'being-sent': 'It is just being sent, or has been: it may have arrived. Nothing was changed.',
    'takes-more': 'Meanwhile something else was written that rests on this. Nothing was changed; look again.',
    'already-escalated': 'This ticket is already escalated as far as that.',
    'not-escalated': 'This ticket is not escalated.',
    'no-attention': 'This ticket is not marked for attention.',
    'no-ticket': 'The ticket does not exist, or you may not see it.',
    'already-waiting': 'The ticket already waits for this party; log a contact attempt instead.',
    'contact-attempt-required': 'Say how you tried to reach the key user: the wait counts from that attempt.',
    'telephone-required': 'High priority: try the key user by telephone before you wait.',
    'feedback-first': 'Give the key user feedback first: send a reply, or log a telephone call.',
    'reply-undelivered':
      'The reply before it did not reach the customer, or that is in doubt. Decide on that first, in Needs you.',
    'not-solved': 'Only a solved ticket can be confirmed: solve it first.',
    'contact-term-running': 'Seven days without contact have not passed since the last contact attempt.',
    'no-silence': 'The ticket does not wait for the key user, or there was contact since the last attempt.',
    'confirmation-term-running':
      'Seven days without confirmation have not passed since the ticket was solved.',
    'before-receipt': 'That is before the ticket was received. Give a later time.',
    'before-feedback': 'That is before the first feedback: a solution comes after it. Give a later time.',
    'before-reopening': 'That is before the ticket was last reopened. Give a later time.',
    'before-wait': 'That is before the wait began. Give a later time.',
    'in-the-future': 'That is in the future by the clock of the server. Give the time at which it happened.',
    'receipt-too-old': 'That is more than 31 days ago. Ask a senior to write it down, or give a later time.',
    'level-1-first': 'An escalation is first handled by a (senior) partner: escalate to level 1.',
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
    'subject-required': 'The subject was not changed: it must not be empty.',
    'priority-required': 'A priority can be changed, not taken away.',
    'invalid-field': 'The server does not take this value. Nothing was changed on the ticket.',
    'clock-uncertain':
      'The clock of this device could not be trusted when you wrote this. Say when it happened, and it is entered.',
    'closed-meanwhile': 'The ticket was closed after you last looked at it.',
    'unread-since':
      'Something happened on this ticket after you last looked at it that the server cannot read: a newer version of Tijdig made it, or it is damaged.',
    'too-many-recipients':
      'A reply goes to at most 30 addresses. Your text is kept: leave some out, or send it in parts.',
    'too-many-replies':
      'You have sent as many replies within this hour as one person may. Your text is kept: send it in the next hour.',
    'too-many-new-addresses':
      'You have written to as many new addresses within this hour as one person may. Your text is kept: send it in the next hour.',
    'attachment-refused':
      'The server does not take a file of this reply: it is too large, or of a kind that it refuses. Leave it out, or send it as a link.',
    'attachment-missing':
      'A file of this reply is neither on this device nor on the server. Attach it again.',
    'attachments-too-large':
      'The files of this reply are too large together: at most 25 MiB can be sent. Leave some out, or send them as a link.',
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
