import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'

export function KnowledgePage() {
  const { t } = useTranslation()
  return (
    <Page title={t('knowledge.title')} intro={t('knowledge.intro')}>
      <EmptyState title={t('knowledge.nothing')} hint={t('knowledge.nothingHint')} />
    </Page>
  )
}
