import { useEffect, useState } from 'react'
import { pictureLimit } from '../../../../shared/ipc/picture-limit'
import type { Attachment } from '../../../../shared/tickets/message'
import { data } from '../../../state/data-client'
import { readerOf } from '../../../state/reader'
import { isPicture } from '../files/picture'

type Pictures = ReadonlyMap<string, string>

/** The mail's own pictures, from this device or the server, as `data:` addresses by the id of their attachment. */
export function useInlinePictures(
  ids: readonly string[],
  ticketId: string,
  attachments: readonly Attachment[],
): Pictures {
  const [pictures, setPictures] = useState<Pictures>(new Map())
  const wanted = ids.join(' ')
  useEffect(() => {
    const own = attachments.filter(({ id, mediaType }) => wanted.includes(id) && isPicture(mediaType))
    const reader = readerOf({
      read: () => Promise.all(own.map(async (file) => [file.id, await readPicture(ticketId, file)] as const)),
      show: (read) => setPictures(new Map(read.flatMap(([id, picture]) => (picture ? [[id, picture]] : [])))),
    })
    reader.read()
    return reader.stop
  }, [wanted, ticketId, attachments])
  return pictures
}

async function readPicture(ticketId: string, attachment: Attachment): Promise<string | null> {
  const blob = await data().file({ ticketId, attachment })
  if (blob === null) return null
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : null)
    reader.onerror = () => resolve(null)
    reader.readAsDataURL(new Blob([blob], { type: attachment.mediaType }))
  })
}

/** What the channel takes. */
const longestAddress = 2000

export type RemotePictures =
  | { readonly state: 'blocked' | 'loading'; readonly pictures: Pictures }
  | { readonly state: 'loaded'; readonly pictures: Pictures; readonly missing: number }

/** Pictures on the internet: none until `load` is called, on a person's click. Main fetches them; the page has no network. */
export function useRemotePictures(): RemotePictures & { readonly load: (urls: readonly string[]) => void } {
  const [loaded, setLoaded] = useState<RemotePictures>({ state: 'blocked', pictures: new Map() })
  const load = async (urls: readonly string[]): Promise<void> => {
    setLoaded({ state: 'loading', pictures: new Map() })
    const asked = urls.filter((url) => url.length <= longestAddress).slice(0, pictureLimit)
    const { pictures } = await window.tijdig
      .request('pictures.fetch', { urls: asked })
      .catch(() => ({ pictures: [] }))
    const found = asked.flatMap((url, index) => {
      const picture = pictures[index]
      return picture ? [[url, picture] as const] : []
    })
    setLoaded({ state: 'loaded', pictures: new Map(found), missing: urls.length - found.length })
  }
  return { ...loaded, load: (urls) => void load(urls) }
}
