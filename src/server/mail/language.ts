import { cutText } from '../../shared/cut-text'

const dutch = /\b(de|het|een|niet|wij|ik|jullie|met|voor|maar|wordt|naar|geen|kunt|graag|groet|bij)\b/gi
const english = /\b(the|a|not|we|i|you|with|for|but|is|to|no|could|please|regards|at|of)\b/gi

/** Dutch or English, by the small words of a text; Dutch when it says too little. */
export function languageOf(text: string): 'nl' | 'en' {
  const sample = cutText(text, 5000)
  return (sample.match(english)?.length ?? 0) > (sample.match(dutch)?.length ?? 0) ? 'en' : 'nl'
}
