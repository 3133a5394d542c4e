/** The SOP classes that a reader's marks are saved as. */
import { keyObjectClass } from './key-object.ts';
import { comprehensiveSrClass } from './measurement-report.ts';
import { grayscalePresentationClass } from './presentation-state.ts';

export const markClasses: ReadonlySet<string> = new Set([
  comprehensiveSrClass,
  keyObjectClass,
  grayscalePresentationClass,
]);
