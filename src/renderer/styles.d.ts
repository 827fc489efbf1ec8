declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>
  export default classes
}
declare module '*.css'

interface ImportMeta {
  /** Of the bundler: all modules at these places, by their paths; `import`: the one export of each that is wanted. */
  readonly glob: <M>(
    pattern: string,
    options: { readonly eager: true; readonly import: string },
  ) => Readonly<Record<string, M>>
}
