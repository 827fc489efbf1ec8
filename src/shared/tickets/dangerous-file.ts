import type { Attachment } from './message'

/**
 * Endings of names that Windows, macOS or Linux run, install or mount when such a file is opened, and of documents that carry
 * programs with them.
 */
const runs: ReadonlySet<string> = new Set(
  (
    'ade adp apk app appimage application appref-ms appx appxbundle bash bat bin cmd com command cpl crx csh deb desktop ' +
    'diagcab dll dmg docm dotm exe fish gadget hta img inf ins iso isp jar jnlp js jse ksh lnk mde mhtml mpkg ms-settings msc msi ' +
    'msix msixbundle msp mst one pif pkg potm ppam ppsm pptm ps1 psd1 psm1 py pyz rb reg run rpm scf scr sct settingcontent-ms sh ' +
    'shb sldm sys url vb vbe vbs vhd vhdx webloc workflow ws wsc wsf wsh xlam xll xlsb xlsm xltm zsh'
  ).split(' '),
)

/** Media types that say the same, whatever the name is. */
const runsByType =
  /^(application\/(x-)?(ms-?dos-executable|msdownload|msdos-program|msi|dosexec|executable|sh|shellscript|java-archive|javascript|ecmascript|vnd\.microsoft\.portable-executable|vnd\.android\.package-archive|apple-diskimage|iso9660-image|ms-installer|ms-shortcut|bat|hta)|application\/.*macroenabled.*|text\/(javascript|vbscript|x-(sh|shellscript|python)))\b/i

/**
 * Whether opening a file with another program could run something, by its name and media type. What is in it is not looked at. A
 * person may still save it, on a click; the app brings no such file onto the device by itself.
 */
export function isDangerousFile({ name, mediaType }: Pick<Attachment, 'name' | 'mediaType'>): boolean {
  // Windows leaves dots and spaces at the end out, and what is behind a colon.
  const plain = name
    .toLowerCase()
    .replace(/:.*$/, '')
    .replace(/[.\s]+$/, '')
  const dot = plain.lastIndexOf('.')
  return (dot >= 0 && runs.has(plain.slice(dot + 1))) || runsByType.test(mediaType)
}
