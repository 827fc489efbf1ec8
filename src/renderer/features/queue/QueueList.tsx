import { useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useOffice } from '../../clock/office'
import { remembering } from '../../i18n/remembering'
import { openTicket, useNavigation } from '../../state/navigation'
import { placeOf, showRange } from '../../state/queue-window'
import type { QueueWindow } from '../../state/queue-window'
import { useLanguage, useSession } from '../../state/session'
import { glyphsIn, RowGlyphs } from './RowGlyphs'
import { rowId } from './row-element'
import { createRowList } from './row-list'
import type { RowList } from './row-list'
import { useQueueKeys } from './use-queue-keys'
import classes from './QueueList.module.css'

const rowHeights = { normal: 36, compact: 28 } as const

/** The queue as a list box: one tab stop, the selected ticket is its active descendant. Only visible rows exist. */
export function QueueList({ found }: { readonly found: QueueWindow }) {
  const { t: plain } = useTranslation()
  const t = useMemo(() => remembering(plain), [plain])
  const language = useLanguage()
  const calendar = useOffice((office) => office.calendar)
  const rowHeight = useSession((session) => rowHeights[session.preferences.density])
  const selectedId = useNavigation((navigation) => navigation.selectedId)
  const openId = useNavigation((navigation) => navigation.openId)
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const glyphs = useRef<HTMLDivElement>(null)
  const list = useRef<RowList | null>(null)
  const selectedIndex = placeOf(selectedId, found)

  useLayoutEffect(() => {
    if (!scroller.current || !content.current || !glyphs.current) return
    const made = createRowList({
      scroller: scroller.current,
      content: content.current,
      rowHeight,
      glyphs: glyphsIn(glyphs.current),
      clock: { t, calendar, language },
      onRange: showRange,
    })
    list.current = made
    return () => made.close()
  }, [rowHeight, t, calendar, language])

  useLayoutEffect(
    () => list.current?.show({ found, selectedIndex, selectedId, openId }),
    [found, selectedIndex, selectedId, openId, rowHeight, t, calendar, language],
  )

  useQueueKeys(list)
  useEffect(() => {
    const element = scroller.current
    const onPress = (event: MouseEvent): void => {
      const row = event.button === 0 ? list.current?.rowAt(event.target) : null
      if (row) openTicket(row.id)
    }
    element?.addEventListener('mousedown', onPress)
    return () => element?.removeEventListener('mousedown', onPress)
  }, [])

  return (
    <>
      <div
        ref={scroller}
        className={classes.list}
        role="listbox"
        tabIndex={0}
        aria-label={t('queue.label')}
        aria-busy={found.isAwaited}
        aria-activedescendant={selectedId !== null && selectedIndex !== null ? rowId(selectedId) : undefined}
        data-queue-list=""
      >
        <div ref={content} className={classes.height} role="presentation" />
      </div>
      <RowGlyphs ref={glyphs} />
    </>
  )
}
