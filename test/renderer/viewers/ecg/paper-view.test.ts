/** On screen a millimetre is a millimetre, whatever the window; fitted, the true scale is known. */
import { describe, expect, it } from 'vitest';
import { tracingLayouts } from '#shared/ecg/tracing.ts';
import { usualSettings } from '../../../../renderer/viewers/ecg/display-settings.ts';
import { usualPixelsPerMm, viewPaper } from '../../../../renderer/viewers/ecg/layout/paper-view.ts';
import { footText } from '../../../../renderer/viewers/ecg/paper-text.ts';
import { actionOfKey, ecgShortcuts } from '../../../../renderer/viewers/ecg/shortcuts.ts';
import { ecgWords } from '../../../../renderer/viewers/ecg/words.ts';
import { syntheticWaveform } from '../../../shared/ecg/synthetic-waveform.ts';

const [group] = syntheticWaveform().groups;
if (group === undefined) throw new Error('no group');
const laptop = { widthPx: 1366, heightPx: 632, pixelsPerMm: usualPixelsPerMm };

describe('true scale', () => {
  for (const layout of tracingLayouts) {
    it(`${layout}: 10 s are 250 mm of screen, zero lines on the grid`, () => {
      const view = viewPaper(group, { ...usualSettings, layout }, laptop);
      expect(view.fitFactor).toBe(1);
      expect(view.pxPerMm).toBeCloseTo(3.7795, 4);
      const left = Math.min(...view.geometry.cells.map((cell) => cell.leftMm));
      const right = Math.max(...view.geometry.cells.map((cell) => cell.rightMm));
      expect((right - left) * view.pxPerMm).toBeCloseTo(944.88, 1);
      expect(view.offsetXMm % 5).toBe(0);
      for (const baseline of view.geometry.baselinesMm) expect((baseline * 2) % 5).toBeCloseTo(0, 9);
    });
  }
  it('follows the calibration of the screen', () => {
    const view = viewPaper(group, usualSettings, { ...laptop, pixelsPerMm: 5 });
    expect(view.pxPerMm).toBe(5);
    expect(view.widthPx).toBeGreaterThan(laptop.widthPx - 1);
  });
  it('a page larger than the window is scrolled, not squeezed', () => {
    const view = viewPaper(group, { ...usualSettings, layout: '12x1', speed: 50 }, laptop);
    expect(view.widthPx).toBeGreaterThan(1900);
    expect(view.heightPx).toBeGreaterThan(laptop.heightPx);
  });
});

describe('fitted', () => {
  it('fits the window and prints the true scale', () => {
    const settings = { ...usualSettings, fit: true };
    const small = { ...laptop, widthPx: 700, heightPx: 500 };
    const view = viewPaper(group, settings, small);
    expect(view.widthPx).toBe(700);
    expect(view.heightPx).toBe(500);
    expect(view.geometry.widthMm * view.pxPerMm).toBeLessThanOrEqual(700.01);
    const speed = (25 * view.fitFactor).toFixed(1);
    expect(footText(group, settings, view, ecgWords['zh-CN'])).toContain(`实际 ${speed} mm/s`);
  });
});

describe('keys', () => {
  it('no key has two meanings', () => {
    const keys = ecgShortcuts.flatMap((shortcut) => shortcut.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('are read with Shift, and left alone with Ctrl', () => {
    const press = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
    expect(actionOfKey({ ...press, key: 'ArrowLeft' })).toBe('left');
    expect(actionOfKey({ ...press, key: 'ArrowLeft', shiftKey: true })).toBe('left-ten');
    expect(actionOfKey({ ...press, key: 'T' })).toBe('new-time');
    expect(actionOfKey({ ...press, key: 'c', ctrlKey: true })).toBeUndefined();
  });
});
