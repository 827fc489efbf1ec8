/** The same text with its first letter as a capital: a word of a sentence that stands by itself. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
