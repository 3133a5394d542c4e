/** Colours of the paper. Grid and trace carry no meaning by colour, so that green, amber and red stay the clock's. */
import type { EcgTheme } from '../display-settings.ts';

export interface Ink {
  readonly ground: string;
  readonly minorLine: string;
  readonly majorLine: string;
  readonly trace: string;
  readonly pulse: string;
  readonly label: string;
  readonly faintLabel: string;
  readonly hatch: string;
  readonly caliper: string;
  readonly caliperFaint: string;
  readonly caliperMarch: string;
  readonly caliperBox: string;
  readonly caliperText: string;
}

export const inks: Readonly<Record<EcgTheme, Ink>> = {
  paper: {
    ground: '#fffaf8',
    minorLine: '#f9dcd9',
    majorLine: '#efaaa6',
    trace: '#14161a',
    pulse: '#3b3f46',
    label: '#14161a',
    faintLabel: '#7a5653',
    hatch: 'rgba(70, 60, 60, 0.16)',
    caliper: '#0a5bd0',
    caliperFaint: 'rgba(10, 91, 208, 0.28)',
    caliperMarch: 'rgba(10, 91, 208, 0.7)',
    caliperBox: '#0a5bd0',
    caliperText: '#ffffff',
  },
  dark: {
    ground: '#0b0e10',
    minorLine: '#171d20',
    majorLine: '#2a3438',
    trace: '#e6efe9',
    pulse: '#a9b6b0',
    label: '#f2f6f4',
    faintLabel: '#8b989a',
    hatch: 'rgba(200, 215, 215, 0.16)',
    caliper: '#62b0ff',
    caliperFaint: 'rgba(98, 176, 255, 0.3)',
    caliperMarch: 'rgba(98, 176, 255, 0.75)',
    caliperBox: '#1c6fc4',
    caliperText: '#ffffff',
  },
};

export const paperFont = '"Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif';
