import { rooms } from '../acts/register'
import { dutch } from './dutch'
import { english } from './english'

const wordsOfActs = (language: 'nl' | 'en') =>
  Object.fromEntries(rooms.map(({ words }) => [words.room, words[language]]))

/** Every text in both languages, for i18next; the words of each room of acts stand in a namespace of their own. */
export const resources = {
  en: { ...wordsOfActs('en'), translation: english },
  nl: { ...wordsOfActs('nl'), translation: dutch },
}
