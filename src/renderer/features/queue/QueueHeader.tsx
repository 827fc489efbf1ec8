import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import row from './QueueRow.module.css'
import classes from './QueueHeader.module.css'

/** Names of the columns. Each row says them itself to a screen reader, so this is for the eye only. */
export const QueueHeader = memo(function QueueHeader() {
  const { t } = useTranslation()
  return (
    <div className={classes.frame} aria-hidden="true">
      <div className={`${row.row} ${classes.header}`}>
        <span />
        <span className={classes.right}>{t('queue.columns.left')}</span>
        <span className={row.moment}>{t('queue.columns.moment')}</span>
        <span className={row.short}>{t('queue.columns.moment')}</span>
        <span className={row.words}>{t('queue.columns.clock')}</span>
        <span className={row.number}>{t('queue.columns.number')}</span>
        <span>{t('queue.columns.subject')}</span>
        <span className={row.customer}>{t('queue.columns.customer')}</span>
        <span className={row.priority}>
          <span className={row.priorityWord}>{t('queue.columns.priority')}</span>
        </span>
        <span className={row.assignee}>
          <span className={row.assigneeName}>{t('queue.columns.assignee')}</span>
        </span>
      </div>
    </div>
  )
})
