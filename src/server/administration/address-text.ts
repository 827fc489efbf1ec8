import { text } from '../../shared/tickets/values'

/** An e-mail address as administrators enter it. */
export const addressText = text(320).regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
