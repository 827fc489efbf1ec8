import DOMPurify from 'dompurify'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Timeline.module.css'

/**
 * A customer's HTML, which is hostile until shown otherwise: sanitised once more, in a frame with no origin, no scripts
 * and no forms, under the page's own policy, which loads nothing from elsewhere.
 */
export function HtmlFrame({ html }: { readonly html: string }) {
  const { t } = useTranslation()
  const document = useMemo(() => frameDocument(html), [html])
  return (
    <>
      <iframe className={classes.frame} title={t('timeline.htmlTitle')} sandbox="" srcDoc={document.html} />
      {document.remote ? <p className={classes.purpose}>{t('timeline.remoteImages')}</p> : null}
    </>
  )
}

function frameDocument(html: string): { readonly html: string; readonly remote: boolean } {
  let remote = false
  const purifier = DOMPurify(window)
  purifier.addHook('uponSanitizeAttribute', (_node, attribute) => {
    const isSource = attribute.attrName === 'src' || attribute.attrName === 'background'
    if (isSource && !attribute.attrValue.startsWith('data:image/')) {
      remote = true
      attribute.keepAttr = false
    }
    if (attribute.attrName === 'srcset') attribute.keepAttr = false
    // The server has moved the address of every remote picture there.
    if (attribute.attrName === 'data-remote-src') remote = true
  })
  const body = purifier.sanitize(html, {
    FORBID_TAGS: [
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
    ],
    FORBID_ATTR: ['href', 'action', 'formaction', 'ping', 'target'],
  })
  const style =
    'body{margin:12px;font:13px/1.5 sans-serif;color:#1a1b1e;background:#fff;overflow-wrap:anywhere}img{max-width:100%}'
  return { html: `<!doctype html><meta charset="utf-8"><style>${style}</style>${body}`, remote }
}
