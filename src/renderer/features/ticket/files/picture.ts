import { useEffect, useState } from 'react'
import type { TicketFile } from '../../../data/files/device-files'
import { data } from '../../../state/data-client'
import { readerOf } from '../../../state/reader'

/** What an `img` element draws without being able to do anything else: SVG is not among them. */
const pictures: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

export const isPicture = (mediaType: string): boolean => pictures.has(mediaType)

/** The address of an attachment's picture within this page, for as long as it is on screen. */
export function usePicture({ ticketId, attachment }: TicketFile): string | 'loading' | 'unreachable' {
  const [url, setUrl] = useState('loading')
  const { id, name, mediaType, size } = attachment
  useEffect(() => {
    let made: string | null = null
    const reader = readerOf({
      read: () => data().file({ ticketId, attachment: { id, name, mediaType, size } }),
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
  }, [ticketId, id, name, mediaType, size])
  return url
}
