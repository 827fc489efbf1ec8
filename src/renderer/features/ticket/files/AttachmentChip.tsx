import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketFile } from '../../../data/files/device-files'
import { useLanguage } from '../../../state/session'
import { fileSize } from '../../../texts/file-size'
import { FileChip } from '../../../ui/FileChip'
import { isPicture } from './picture'
import { PictureDialog } from './PictureDialog'
import { saveAttachment } from './save-attachment'

/** An attachment: pictures are shown, everything else is saved where the person says; nothing is ever run. */
export function AttachmentChip({
  file,
  onRemove,
}: {
  readonly file: TicketFile
  readonly onRemove?: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [shown, setShown] = useState(false)
  const { name, mediaType, size: bytes } = file.attachment
  const picture = isPicture(mediaType)
  const size = fileSize(bytes, language)
  return (
    <>
      <FileChip
        name={name}
        size={size}
        picture={picture}
        label={t(picture ? 'files.show' : 'files.save', { name, size })}
        onOpen={() => (picture ? setShown(true) : void saveAttachment(file, t))}
        {...(onRemove ? { remove: { label: t('files.remove', { name }), run: onRemove } } : {})}
      />
      {shown ? <PictureDialog file={file} onClose={() => setShown(false)} /> : null}
    </>
  )
}
