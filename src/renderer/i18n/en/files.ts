export const files = {
  files: {
    attach: 'Attach files',
    list: 'Files of this reply',
    drop: 'Drop files here to attach them',
    attaching: 'Keeping {{name}} on this device…',
    attached_one: '{{name}} attached',
    attached_other: '{{count}} files attached',
    removed: '{{name}} removed',
    remove: 'Remove {{name}}',
    save: 'Save {{name}}, {{size}}',
    show: 'Show {{name}}, {{size}}',
    saveAs: 'Save as…',
    saved: 'Saved as {{path}}',
    notSaved: 'The file was not saved',
    unreachable:
      'This device does not have the file, and the server does not answer. Try again when connected.',
    noPicture: 'This file cannot be shown as a picture. Save it to look at it.',
    problems: {
      'file-unreadable': '{{name}} could not be read and was not attached. A folder cannot be attached.',
      'file-too-large': '{{name}} was not attached: a file can be {{limit}} at most.',
      'files-too-large': '{{name}} was not attached: the files of one reply can be {{limit}} together.',
      'disk-full': 'The disk is full, so {{name}} was not attached. Free some space and try again.',
      'file-not-kept': '{{name}} could not be kept on this device and was not attached. Try again.',
    },
  },
} as const
