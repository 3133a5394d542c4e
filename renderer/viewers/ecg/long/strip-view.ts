/** The page of a long recording: as much time as the window is wide at this speed, one row a lead, always true to the millimetre. */
import { arrangeCells } from '#shared/ecg/tracing-cells.ts';
import { placeTracing, secondsThatFit } from '#shared/ecg/tracing-geometry.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import type { DisplaySettings } from '../display-settings.ts';
import { bottomMm, type PaperRoom, type PaperView, pitchFor, topMm } from '../layout/paper-view.ts';

/** Seconds of the recording on the page. */
export function stripSeconds(settings: DisplaySettings, room: PaperRoom, durationSeconds: number): number {
  return Math.min(durationSeconds, secondsThatFit(settings.speed, room.widthPx / room.pixelsPerMm));
}

/** `fromSeconds` counts from the first sample of `group`, which holds the page. */
export function viewStrip(
  group: WaveformGroup,
  settings: DisplaySettings,
  room: PaperRoom,
  page: { readonly fromSeconds: number; readonly seconds: number },
): PaperView {
  const plan = {
    layout: settings.layout,
    mode: 'continuous',
    rhythmLead: settings.rhythmLead,
    extraLeads: true,
    ownLeadsOnly: true,
    startSeconds: page.fromSeconds,
    secondsShown: page.seconds,
  } as const;
  const { rows } = arrangeCells(group, plan);
  const heightMm = room.heightPx / room.pixelsPerMm;
  const rowPitchMm = pitchFor(settings, rows, heightMm);
  const geometry = placeTracing(group, {
    ...plan,
    speed: settings.speed,
    gain: settings.gain,
    rowPitchMm,
    topMm,
  });
  return {
    geometry,
    pxPerMm: room.pixelsPerMm,
    fitFactor: 1,
    offsetXMm: 0,
    widthPx: room.widthPx,
    heightPx: Math.max(room.heightPx, Math.ceil((geometry.heightMm + bottomMm) * room.pixelsPerMm - 0.01)),
  };
}
