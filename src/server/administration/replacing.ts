import { z } from 'zod'

/** The version of a document that the caller read. */
export const version = z.number().int().nonnegative().optional()

/** What the description of each route says that replaces a document. */
export const replacing = {
  tags: ['administration'],
  description:
    'An existing document is replaced only when "version" is the number that the caller read in it (0 where it has none): ' +
    'without one the answer is 428 `version-required`; when somebody changed the document meanwhile it is 409 ' +
    '`changed-meanwhile`, whose `details` say who changed it, when, and what it is now.',
}
