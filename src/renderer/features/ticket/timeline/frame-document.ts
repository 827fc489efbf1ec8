import DOMPurify from 'dompurify'

export interface FrameDocument {
  readonly html: string
  /** Ids of attachments that stand in the text as pictures. */
  readonly inline: readonly string[]
  /** Addresses of pictures on the internet that a person may want to see; those of a pixel or two are none. */
  readonly remote: readonly string[]
}

const forbiddenTags = [
  'style',
  'link',
  'form',
  'input',
  'button',
  'iframe',
  'object',
  'embed',
  'base',
  'meta',
  'svg',
  'math',
  'video',
  'audio',
  'source',
  'picture',
]
const forbiddenAttributes = [
  'href',
  'action',
  'formaction',
  'ping',
  'target',
  'src',
  'srcset',
  'background',
  'poster',
]
const style =
  'body{margin:12px;font:13px/1.5 sans-serif;color:#1a1b1e;background:#fff;overflow-wrap:anywhere}img{max-width:100%}'

/**
 * A customer's HTML as the document of a frame: sanitised once more, with nothing that loads by itself. Of its pictures only
 * those are in it that `pictures` has, as `data:` addresses under the attachment's id or the picture's own address.
 */
export function frameDocument(html: string, pictures: ReadonlyMap<string, string>): FrameDocument {
  const inline = new Set<string>()
  const remote = new Set<string>()
  const purifier = DOMPurify(window)
  purifier.addHook('afterSanitizeAttributes', (element) => {
    if (element.tagName !== 'IMG') return
    const attachment = element.getAttribute('data-attachment')
    // The server has moved the address of every remote picture there.
    const address = element.getAttribute('data-remote-src')
    if (attachment) inline.add(attachment)
    else if (address && !isPixel(element)) remote.add(address)
    const picture = pictures.get(attachment ?? address ?? '')
    if (picture?.startsWith('data:image/')) element.setAttribute('src', picture)
  })
  const body = purifier.sanitize(html, { FORBID_TAGS: forbiddenTags, FORBID_ATTR: forbiddenAttributes })
  return {
    html: `<!doctype html><meta charset="utf-8"><style>${style}</style>${body}`,
    inline: [...inline],
    remote: [...remote],
  }
}

/** What nobody can see is there to report that the mail was opened. */
const isPixel = (element: Element): boolean =>
  ['width', 'height'].some((name) => {
    const value = element.getAttribute(name)
    return value !== null && Number.parseInt(value, 10) <= 2
  })
