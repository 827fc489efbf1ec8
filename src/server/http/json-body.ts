import { cutText } from '../../shared/cut-text'
import { Refused } from '../refused'

/** Deeper than anything we ask for; a deeper one could exhaust the stack of whoever walks it. */
const deepest = 64

/** Parses a request's JSON. Refuses what is not JSON, or nests too deep, with 400 `invalid-json`. */
export function parseJsonBody(body: string): unknown {
  if (depthOf(body) > deepest) throw invalid('it nests too deep')
  try {
    return JSON.parse(body)
  } catch (error) {
    throw invalid(error instanceof SyntaxError ? cutText(error.message, 200) : 'it cannot be read')
  }
}

const invalid = (why: string): Refused =>
  new Refused('invalid-json', `The request's body is not usable JSON: ${why}.`)

/** How deep brackets nest, those within strings left out. */
function depthOf(text: string): number {
  let depth = 0
  let most = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (inString) {
      if (unit === 0x5c) i++
      else if (unit === 0x22) inString = false
    } else if (unit === 0x22) inString = true
    else if (unit === 0x7b || unit === 0x5b) most = Math.max(most, ++depth)
    else if (unit === 0x7d || unit === 0x5d) depth--
  }
  return most
}
