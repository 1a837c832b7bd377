import { ActionIcon, Button, Checkbox, createTheme, Modal, NumberInput, Radio, Select, Textarea, TextInput, Tooltip } from '@mantine/core'

/** Dense and calm: small controls, few colours, system fonts (tokens.css has the font stacks per language). */
export const theme = createTheme({
  // The greys of tokens.css: dialogs, fields and menus are of the same colours as the window.
  colors: {
    dark: ['#dfe5ea', '#b9c3cb', '#9ba7b2', '#5d6975', '#3a434c', '#2d343c', '#262c33', '#20252b', '#16191d', '#101317'],
  },
  primaryColor: 'cyan',
  primaryShade: { light: 9, dark: 9 },
  autoContrast: true,
  fontFamily: 'inherit',
  defaultRadius: 6,
  focusRing: 'auto',
  // Dialogs and menus are there and gone at once where the system asks for less motion: style alone would leave them there, unseen, for their time.
  respectReducedMotion: true,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 24, variant: 'subtle', color: 'gray' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    // Grows by style alone (parts.css): Mantine's own way lays the window out again for every change of the text.
    Textarea: Textarea.extend({ defaultProps: { size: 'xs', classNames: { input: 'grows' } } }),
    // Its list is made when it is opened: one kept for every closed field is laid out with each screen that comes up.
    Select: Select.extend({
      defaultProps: { size: 'xs', allowDeselect: false, comboboxProps: { withinPortal: true, keepMounted: false } },
    }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'xs' } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' } }),
    Radio: Radio.extend({ defaultProps: { size: 'xs' } }),
    // Shown to the keyboard too; stays while the pointer is on it, and goes with Escape (WCAG 1.4.13).
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 500, withArrow: true, fz: 'xs', interactive: true, events: { hover: true, focus: true, touch: false } },
    }),
    Modal: Modal.extend({
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.35 },
        centered: true,
        size: 'lg',
        radius: 'md',
        transitionProps: { duration: 120 },
        styles: { title: { fontSize: 15, fontWeight: 600 } },
      },
    }),
  },
})
