import { useEffect, useState } from 'react'
import type { Attachment } from '../../../../shared/tickets/events'
import { data } from '../../../state/data-client'
import { readerOf } from '../../../state/reader'

/** What an `img` element draws without being able to do anything else: SVG is not among them. */
const pictures: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

export const isPicture = (mediaType: string): boolean => pictures.has(mediaType)

/** The address of an attachment's picture within this page, for as long as it is on screen. */
export function usePicture({ id, mediaType }: Attachment): string | 'loading' | 'unreachable' {
  const [url, setUrl] = useState('loading')
  useEffect(() => {
    let made: string | null = null
    const reader = readerOf({
      read: () => data().file({ id }),
      show: (blob) => {
        if (blob) made = URL.createObjectURL(new Blob([blob], { type: mediaType }))
        setUrl(made ?? 'unreachable')
      },
      failed: () => setUrl('unreachable'),
    })
    reader.read()
    return () => {
      reader.stop()
      if (made) URL.revokeObjectURL(made)
    }
  }, [id, mediaType])
  return url
}
