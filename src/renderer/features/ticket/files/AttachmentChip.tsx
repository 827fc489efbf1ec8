import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketFile } from '../../../data/files/device-files'
import { useIsAway } from '../../../state/connection'
import { useLanguage } from '../../../state/session'
import { fileSize } from '../../../texts/file-size'
import { FileChip } from '../../../ui/FileChip'
import { isPicture } from './picture'
import { PictureDialog } from './PictureDialog'
import { saveAttachment } from './save-attachment'

/** An attachment: pictures are shown, everything else is saved where the person says; nothing is ever run. */
export function AttachmentChip({
  file,
  isHere,
  onRemove,
}: {
  readonly file: TicketFile
  /** Whether this device has it; left out where that is not known, or goes without saying. */
  readonly isHere?: boolean | undefined
  readonly onRemove?: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [shown, setShown] = useState(false)
  const { name, mediaType, size: bytes } = file.attachment
  const picture = isPicture(mediaType)
  const size = fileSize(bytes, language)
  const isAway = useIsAway()
  const place = isHere ? 'here' : isHere === false && isAway ? 'away' : null
  const label = t(picture ? 'files.show' : 'files.save', { name, size })
  return (
    <>
      <FileChip
        name={name}
        size={size}
        picture={picture}
        place={place}
        label={place === null ? label : t(place === 'here' ? 'files.here' : 'files.notHere', { label })}
        onOpen={() => (picture ? setShown(true) : void saveAttachment(file, t))}
        {...(onRemove ? { remove: { label: t('files.remove', { name }), run: onRemove } } : {})}
      />
      {shown ? <PictureDialog file={file} onClose={() => setShown(false)} /> : null}
    </>
  )
}
