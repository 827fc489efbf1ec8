/** Whether a caller is on this machine: the address is the one that a proxy here names, if one stands in between. */
export const isLocal = ({ ip }: { readonly ip: string }): boolean => /^(127\.|::1$|::ffff:127\.)/.test(ip)
