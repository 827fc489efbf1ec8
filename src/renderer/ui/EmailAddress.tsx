/** An e-mail address; where it does not fit in one line it breaks before its @, and is copied as one. */
export function EmailAddress({ address }: { readonly address: string }) {
  const at = Math.max(0, address.lastIndexOf('@'))
  return (
    <bdi>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </bdi>
  )
}
