import sanitizeHtml from 'sanitize-html'

/** Customers' html is hostile input: what is kept can neither run, nor load, nor look like a part of the console. */

const allowedTags = [
  'a', 'abbr', 'b', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'div', 'dl',
  'dt', 'em', 'figcaption', 'figure', 'font', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li',
  'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'table', 'tbody', 'td',
  'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var',
] // prettier-ignore
/** Dropped with all that is in them: their text is not for readers. */
const nonTextTags = [
  'applet', 'audio', 'embed', 'frameset', 'head', 'iframe', 'math', 'noembed', 'noframes', 'noscript', 'object', 'option',
  'plaintext', 'script', 'select', 'style', 'svg', 'template', 'textarea', 'title', 'video', 'xmp',
] // prettier-ignore

export interface SafeHtml {
  readonly html: string
  /** Pictures that would be fetched from elsewhere: their address is in `data-remote-src`, for a click. */
  readonly remoteImages: number
}

/**
 * Html with formatting only: no scripts, styles, forms, frames or identifiers, and nothing that loads by itself. Pictures
 * of the mail itself (`cid:`) become `data-attachment` with the attachment's id; remote ones wait in `data-remote-src`.
 * @param attachmentOf the attachment's id for a Content-ID without angle brackets; null when there is none
 */
export function sanitiseHtml(html: string, attachmentOf: (contentId: string) => string | null): SafeHtml {
  let remoteImages = 0

  function image(_: string, attributes: sanitizeHtml.Attributes): sanitizeHtml.Tag {
    const { src = '', alt = '', width = '', height = '' } = attributes
    const kept = Object.fromEntries(
      Object.entries({ alt, width, height }).filter(([, value]) => value !== ''),
    )
    const address = src.replace(/\s+/g, '')
    if (/^cid:/i.test(address)) {
      const id = attachmentOf(decodeUri(address.slice(4)))
      return { tagName: 'img', attribs: id === null ? kept : { ...kept, 'data-attachment': id } }
    }
    if (!/^(https?:)?\/\//i.test(address)) return { tagName: 'img', attribs: kept }
    remoteImages++
    return {
      tagName: 'img',
      attribs: { ...kept, 'data-remote-src': address.startsWith('//') ? `https:${address}` : address },
    }
  }

  const safe = sanitizeHtml(html, {
    allowedTags: [...allowedTags],
    nonTextTags: [...nonTextTags],
    allowedAttributes: {
      a: ['href', 'title'],
      img: ['alt', 'width', 'height', 'data-remote-src', 'data-attachment'],
      td: ['colspan', 'rowspan', 'align'],
      th: ['colspan', 'rowspan', 'align'],
      ol: ['start', 'type'],
      '*': ['dir', 'lang'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesAppliedToAttributes: ['href', 'data-remote-src'],
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    nestingLimit: 250,
    transformTags: { img: image, a: link },
  })
  return { html: safe, remoteImages }
}

/** Only absolute addresses: a relative one would point into the console. */
function link(tagName: string, attributes: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const { href = '', title = '' } = attributes
  // eslint-disable-next-line no-control-regex
  const address = href.replace(/[\u0000-\u0020]+/g, '')
  const kept: sanitizeHtml.Attributes = /^(https?:\/\/|mailto:|tel:)/i.test(address) ? { href: address } : {}
  return { tagName, attribs: title === '' ? kept : { ...kept, title } }
}

function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** The text of html that went through `sanitiseHtml`: lines as they would be read, links with their address. */
export function textOfHtml(safeHtml: string): string {
  return safeHtml
    .replace(/\s+/g, ' ')
    .replace(/<hr[^>]*>/g, '\n----\n')
    .replace(/<(br|\/p|\/div|\/tr|\/h[1-6]|\/ul|\/ol|\/table|\/blockquote|\/pre|\/dd|\/dt)\b[^>]*> ?/g, '\n')
    .replace(/<(p|h[1-6]|blockquote|table)\b[^>]*> ?/g, '\n')
    .replace(/<li[^>]*> ?/g, '\n- ')
    .replace(/<\/t[dh]>/g, '\t')
    .replace(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g, (_, href: string, label: string) =>
      label.trim() === '' || href.includes(label.trim()) ? label : `${label} (${href})`,
    )
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const voidTags = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'wbr',
])
const maxDepth = 20_000

/** Whether html is nested so deeply that cleaning it would take minutes: no mail program makes such. */
export function isTooDeep(html: string): boolean {
  let depth = 0
  for (const match of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (voidTags.has(match[2]?.toLowerCase() ?? '')) continue
    depth = match[1] === '/' ? Math.max(0, depth - 1) : depth + 1
    if (depth > maxDepth) return true
  }
  return false
}

/** The words of html that is not fit to be cleaned. */
export const wordsOfHtml = (html: string): string =>
  html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
