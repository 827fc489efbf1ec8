import { useEffect, useState } from 'react'
import type { Attachment } from '../../../../shared/tickets/message'
import { data } from '../../../state/data-client'
import { useLiveData } from '../../../state/live-data'
import { readerOf } from '../../../state/reader'

/** The ids of those files that this device has, kept up to date; null while that is not known. */
export function useFilesHere(files: readonly Attachment[]): ReadonlySet<string> | null {
  const [here, setHere] = useState<ReadonlySet<string> | null>(null)
  const revision = useLiveData((live) => live.filesRevision)
  const wanted = files.map(({ id }) => id).join(' ')
  useEffect(() => {
    if (wanted === '') return
    const reader = readerOf({
      read: () => data().filesHere({ ids: wanted.split(' ') }),
      show: (ids) => setHere(new Set(ids)),
      // A chip without a mark is the whole of it.
      failed: () => setHere(null),
      part: 'files',
    })
    reader.read()
    return reader.stop
  }, [wanted, revision])
  return here
}
