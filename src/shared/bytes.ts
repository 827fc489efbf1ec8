/** In bytes, as sizes of files are counted here. */
export const megabyte = 1024 * 1024
