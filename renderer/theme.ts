/** The look: a dark, quiet reading room; a light office for the township. One accent; colour is kept for meaning. */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#e6f4fb',
  '#cfe6f3',
  '#a0cde6',
  '#6db2d9',
  '#469ccf',
  '#2d8ec9',
  '#1f87c6',
  '#1174af',
  '#01679e',
  '#00598c',
];
const dark: MantineColorsTuple = [
  '#e4e8ec',
  '#c6ccd3',
  '#98a2ad',
  '#6c7682',
  '#3a424c',
  '#2a3038',
  '#1b2027',
  '#12161b',
  '#0c0f13',
  '#07090c',
];

export const theme = createTheme({
  colors: { accent, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: '"Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif',
  fontSizes: { xs: '12px', sm: '14px', md: '15px', lg: '17px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  // Words keep their own letters: capitals shout, and are wider than what they were written for.
  components: { Badge: { defaultProps: { tt: 'none' } } },
});
