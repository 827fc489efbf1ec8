import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '../../../../shared/tickets/events'
import { useLanguage } from '../../../state/session'
import { fileSize } from '../../../texts/file-size'
import { FileChip } from '../../../ui/FileChip'
import { isPicture } from './picture'
import { PictureDialog } from './PictureDialog'
import { saveAttachment } from './save-attachment'

/** An attachment: pictures are shown, everything else is saved where the person says; nothing is ever run. */
export function AttachmentChip({
  attachment,
  onRemove,
}: {
  readonly attachment: Attachment
  readonly onRemove?: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [shown, setShown] = useState(false)
  const { name } = attachment
  const picture = isPicture(attachment.mediaType)
  const size = fileSize(attachment.size, language)
  return (
    <>
      <FileChip
        name={name}
        size={size}
        picture={picture}
        label={t(picture ? 'files.show' : 'files.save', { name, size })}
        onOpen={() => (picture ? setShown(true) : void saveAttachment(attachment, t))}
        {...(onRemove ? { remove: { label: t('files.remove', { name }), run: onRemove } } : {})}
      />
      {shown ? <PictureDialog attachment={attachment} onClose={() => setShown(false)} /> : null}
    </>
  )
}
