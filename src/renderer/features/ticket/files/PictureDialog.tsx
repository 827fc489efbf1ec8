import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketFile } from '../../../data/files/device-files'
import { usePicture } from './picture'
import classes from './PictureDialog.module.css'
import { saveAttachment } from './save-attachment'

/** A picture of a message, as large as the window allows. */
export function PictureDialog({
  file,
  onClose,
}: {
  readonly file: TicketFile
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const url = usePicture(file)
  const { name } = file.attachment
  const [broken, setBroken] = useState(false)
  const problem = url === 'unreachable' ? t('files.unreachable') : broken ? t('files.noPicture') : null
  return (
    <Modal
      opened
      onClose={onClose}
      title={name}
      size="auto"
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {problem ? <p role="alert">{problem}</p> : null}
      {problem === null && url !== 'loading' ? (
        <img className={classes.picture} src={url} alt={name} onError={() => setBroken(true)} />
      ) : null}
      <div className={classes.foot} hidden={url === 'unreachable'}>
        <Button variant="default" onClick={() => void saveAttachment(file, t)}>
          {t('files.saveAs')}
        </Button>
      </div>
    </Modal>
  )
}
