/** Why a person must look at a ticket. */
export const attentions = [
  'unreadable-mail',
  'unknown-sender',
  'bounce',
  /** A mail was received before what it would have ended or reopened, and came in afterwards. */
  'late-mail',
  /** Somebody answered who was asked for help, while the ticket waits for an external party. */
  'party-answered',
  /** The ticket was closed for want of contact, and a fact that came later shows that there was some. */
  'closing-in-doubt',
] as const
