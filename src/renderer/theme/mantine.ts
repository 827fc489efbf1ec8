import { createTheme } from '@mantine/core'
import type { MantineColorsTuple } from '@mantine/core'

const tokens = (value: string): MantineColorsTuple => [
  value,
  value,
  value,
  value,
  value,
  value,
  value,
  value,
  value,
  value,
]

/** Mantine's own theme, pointed at the tokens of tokens.css. Looks live there and in mantine.css. */
export const mantineTheme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  colors: { accent: tokens('var(--accent-fill)'), missed: tokens('var(--missed-fill)') },
  primaryColor: 'accent',
  primaryShade: 6,
  defaultRadius: 6,
  autoContrast: false,
  respectReducedMotion: true,
  cursorType: 'default',
  focusRing: 'auto',
  fontSizes: {
    xs: 'var(--size)',
    sm: 'var(--size)',
    md: 'var(--size)',
    lg: 'var(--size-large)',
    xl: 'var(--size-title)',
  },
  components: {
    Modal: {
      defaultProps: {
        centered: false,
        yOffset: '8vh',
        transitionProps: { duration: 100, transition: 'fade' },
        overlayProps: { color: 'transparent', backgroundOpacity: 0 },
        lockScroll: false,
      },
    },
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: {
      defaultProps: { size: 'xs', allowDeselect: false, comboboxProps: { transitionProps: { duration: 0 } } },
    },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 100 } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
    Menu: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'none', offset: 4 } },
  },
})
