import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '../../../../shared/tickets/message'
import { frameDocument } from './frame-document'
import classes from './Timeline.module.css'
import { useInlinePictures, useRemotePictures } from './use-pictures'

const none: ReadonlyMap<string, string> = new Map()

/**
 * A customer's HTML, which is hostile until shown otherwise: sanitised once more, in a frame with no origin, no scripts
 * and no forms, under the page's own policy, which loads nothing from elsewhere. Pictures are put into it as data.
 */
export function HtmlFrame({
  html,
  ticketId,
  attachments,
}: {
  readonly html: string
  readonly ticketId: string
  readonly attachments: readonly Attachment[]
}) {
  const { t } = useTranslation()
  const { inline, remote } = useMemo(() => frameDocument(html, none), [html])
  const own = useInlinePictures(inline, ticketId, attachments)
  const others = useRemotePictures()
  const { pictures } = others
  const document = useMemo(() => frameDocument(html, new Map([...own, ...pictures])), [html, own, pictures])
  return (
    <>
      <iframe className={classes.frame} title={t('timeline.htmlTitle')} sandbox="" srcDoc={document.html} />
      {remote.length > 0 ? (
        <p className={classes.pictures} role="status">
          {others.state === 'loaded' ? (
            others.missing > 0 ? (
              t('timeline.imagesMissing', { count: others.missing })
            ) : null
          ) : others.state === 'loading' ? (
            t('timeline.loadingImages')
          ) : (
            <>
              {t('timeline.remoteImages', { count: remote.length })}
              <button type="button" className={classes.quiet} onClick={() => others.load(remote)}>
                {t('timeline.loadImages')}
              </button>
            </>
          )}
        </p>
      ) : null}
    </>
  )
}
