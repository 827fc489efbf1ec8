import { useTranslation } from 'react-i18next'
import { orFailed, tell } from '../../../state/act'
import { data } from '../../../state/data-client'
import { goOn } from '../../../state/take-back'
import type { Along, Wanted } from '../../../state/take-back'
import { refusalText } from '../../../texts/refusal-text'
import { workName } from '../../../acts/work-text'
import { DialogFrame } from '../../../ui/DialogFrame'

/** Says what goes along with work that its author takes back, because it could not be done without it. */
export function TakeBackDialog({
  wanted: { mutationId, wish, isNewTicket },
  along,
  onClose,
}: {
  readonly wanted: Wanted
  readonly along: Along
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const counts = Map.groupBy(along, (work) => workName(work, t))
  const names = [...counts]
    .map(([name, works]) => (works.length === 1 ? name : `${works.length} × ${name}`))
    .join(', ')
  const isDiscarded = wish === 'discard'
  const save = async (): Promise<string | null> => {
    const ids = along.map(({ id }) => id)
    if (wish === 'discard') {
      const saved = await orFailed(data().discard({ mutationId, along: ids }))
      if (!saved.ok) return refusalText(saved.error, t)
      tell(t('needsYou.discarded'))
      return null
    }
    const taken = await orFailed(data().takeBack({ mutationId, along: ids }))
    if (!taken.ok) return refusalText(taken.error, t)
    // After this dialog has closed: it may be another one that opens.
    queueMicrotask(() => goOn(taken, wish, t))
    return null
  }
  return (
    <DialogFrame
      title={t(isDiscarded ? 'takeBack.discardTitle' : 'takeBack.title')}
      submit={t(isDiscarded ? 'takeBack.discardSubmit' : 'takeBack.submit')}
      onSubmit={save}
      onClose={onClose}
    >
      <p>{t('takeBack.body', { count: along.length, names })}</p>
      <p>{t(isDiscarded ? 'takeBack.keptAlong' : isNewTicket ? 'takeBack.keptNew' : 'takeBack.kept')}</p>
    </DialogFrame>
  )
}
