/** Each monitor keeps its own millimetre; what no monitor could have is not believed. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { monitorName, readCalibrations } from '../../../renderer/state/monitor-calibration.ts';

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

describe('monitorName', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('tells two monitors of one size apart where the shell names them, and zooms of one', () => {
    const on = (ratio: number) =>
      vi.stubGlobal('window', { screen: { width: 1920, height: 1080 }, devicePixelRatio: ratio });
    on(1);
    expect(monitorName('DELL U2422H #2528732444')).not.toBe(monitorName('DELL U2422H #2528732445'));
    expect(monitorName('')).toBe('1920×1080 @100%');
    const first = monitorName('DELL #1');
    on(1.25);
    expect(monitorName('DELL #1')).not.toBe(first);
  });
});
