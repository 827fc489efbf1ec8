import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { attachmentLimits } from '../../../../shared/tickets/attachment-limits'
import { reportFault } from '../../../state/faults'
import { useLanguage } from '../../../state/session'
import { fileSize } from '../../../texts/file-size'
import type { useDrafts } from './use-draft'

/**
 * Files picked, dropped or pasted into the reply. One after another each is kept on this device, and only then shown as attached;
 * one that could not be kept says why.
 */
export function useAttaching(drafts: ReturnType<typeof useDrafts>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ readonly text: string; readonly problem: boolean } | null>(null)
  const [over, setOver] = useState(false)
  const turn = useRef(Promise.resolve())

  async function keep(file: File): Promise<string | null> {
    setSaid({ text: t('files.attaching', { name: file.name }), problem: false })
    const kept = await drafts.attach('reply', file).catch((error: unknown) => {
      reportFault(error, 'file')
      return { ok: false, error: { code: 'file-not-kept' } } as const
    })
    if (kept.ok) return null
    const { code } = kept.error
    const limit = fileSize(attachmentLimits[code === 'file-too-large' ? 'file' : 'together'], language)
    const known = isProblem(code) ? code : 'file-not-kept'
    return t(`files.problems.${known}`, { name: file.name, limit })
  }

  async function keepAll(files: readonly File[]): Promise<void> {
    setBusy(true)
    const problems: string[] = []
    for (const file of files) {
      const problem = await keep(file)
      if (problem) problems.push(problem)
    }
    setBusy(false)
    setSaid(
      problems.length > 0
        ? { text: problems.join(' '), problem: true }
        : { text: t('files.attached', { count: files.length, name: files[0]?.name ?? '' }), problem: false },
    )
  }

  const add = (files: readonly File[]): void => {
    if (files.length > 0) turn.current = turn.current.then(() => keepAll(files))
  }

  return {
    add,
    busy,
    said,
    /** What was said holds no longer. */
    hush: () => setSaid(null),
    remove(id: string, name: string) {
      drafts.detach('reply', id)
      setSaid({ text: t('files.removed', { name }), problem: false })
    },
    over,
    /** For the element that takes files. */
    handlers: {
      onDragOver(event: React.DragEvent) {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave(event: React.DragEvent) {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      },
      onDrop(event: React.DragEvent) {
        setOver(false)
        if (event.dataTransfer.files.length === 0) return
        event.preventDefault()
        add([...event.dataTransfer.files])
      },
      onPaste(event: React.ClipboardEvent) {
        // A table copied from a spreadsheet brings a picture of itself along: the text is meant.
        const { files, types } = event.clipboardData
        if (files.length === 0 || types.includes('text/plain')) return
        event.preventDefault()
        add([...files])
      },
    },
  }
}

const problems = [
  'file-unreadable',
  'file-too-large',
  'files-too-large',
  'disk-full',
  'file-not-kept',
] as const
const isProblem = (code: string): code is (typeof problems)[number] =>
  (problems as readonly string[]).includes(code)
