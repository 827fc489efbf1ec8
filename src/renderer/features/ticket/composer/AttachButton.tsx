import { IconPaperclip } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../../../state/commands'
import { IconButton } from '../../../ui/IconButton'

/** Picks files to attach, by press or by key. */
export function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const pick = (): void => input.current?.click()
  useCommands({ 'ticket.attach': pick })
  return (
    <>
      <IconButton label={t('files.attach')} onClick={pick}>
        <IconPaperclip size={16} aria-hidden="true" />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          // The same file may be picked again after it was removed.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
