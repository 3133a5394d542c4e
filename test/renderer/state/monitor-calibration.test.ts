/** Each monitor keeps its own millimetre; what no monitor could have is not believed. */
import { describe, expect, it } from 'vitest';
import { readCalibrations } from '../../../renderer/state/monitor-calibration.ts';

describe('readCalibrations', () => {
  it('keeps what a ruler can have measured, by monitor', () => {
    const text = JSON.stringify({ '1920×1080 @100%': 3.6, '2560×1440 @100%': 4.3 });
    expect(readCalibrations(text)).toEqual({ '1920×1080 @100%': 3.6, '2560×1440 @100%': 4.3 });
  });
  it('drops what cannot be, and survives what is no record at all', () => {
    expect(readCalibrations('{"a":0,"b":-3,"c":"4","d":1e9,"e":4}')).toEqual({ e: 4 });
    for (const text of [null, '', 'null', '[', '7']) expect(readCalibrations(text)).toEqual({});
  });
});
