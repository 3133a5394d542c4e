/** How many decimals a measured quantity is written with: as many as its method can stand for. */
import type { Quantity } from './marking.ts';

export function decimalsOfQuantity({ name, unit, value }: Quantity): number {
  switch (name) {
    case 'ratio':
      return 2;
    case 'min':
    case 'max':
    case 'value':
      return Number.isInteger(value) ? 0 : 2;
    case 'mean':
    case 'deviation':
      return unit === 'SUVbw' ? 2 : 1;
    case 'duration':
    case 'frequency':
      return 0;
    default:
      return unit === 'px' ? 0 : 1;
  }
}
