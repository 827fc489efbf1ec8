import { bankingTopics } from './banking'
import { changeTopics } from './changes'
import { invoicingTopics } from './invoicing'
import { logisticsTopics } from './logistics'
import { salesTopics } from './sales'
import { technicalTopics } from './technical'
import type { Topic } from './topic'

export const topics: readonly Topic[] = [
  ...invoicingTopics,
  ...bankingTopics,
  ...logisticsTopics,
  ...salesTopics,
  ...technicalTopics,
  ...changeTopics,
]
