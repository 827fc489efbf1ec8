import { tagsWithout } from '../../shared/tickets/tags'

/** What stands between commas: tags as a person writes them. */
export const tagsIn = (text: string): readonly string[] =>
  tagsWithout(
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
    [],
  )
