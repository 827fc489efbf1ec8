/**
 * The Message-ID (without angle brackets) of the mail that an event causes. It follows from the event alone, so that
 * a mail that is sent again can be recognised by every mail server and reader as the same one.
 * @param officeAddress the customer's own address at the office; its domain names the sender
 */
export function messageIdOf(eventId: string, officeAddress: string): string {
  return `${eventId}@${officeAddress.slice(officeAddress.lastIndexOf('@') + 1) || 'localhost'}`
}
