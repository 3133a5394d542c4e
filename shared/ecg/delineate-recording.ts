/** Journey step 7: from the samples of a recording to its beats and their points, lead by lead and over all leads. */
import type { WaveformGroup, WaveformLead } from '../study/waveform.ts';
import type { BeatFiducials, LeadQuality } from './analysis.ts';
import { anchorBeats } from './beats/anchor-beats.ts';
import { type SortedBeats, sortBeats } from './beats/beat-shapes.ts';
import { detectBeats } from './beats/detect-beats.ts';
import { findSpikes, type WorkingSpike, withoutSpikes } from './beats/pacing-spikes.ts';
import { delineateBeats, type LikeBeats, placed } from './delineate/delineate-beats.ts';
import { isFaulty, type LeadFaults, leadFaults, leadQuality } from './quality/lead-quality.ts';
import { findCalibrationPulses, type PulseSpan, withoutPulses } from './signal/calibration-pulse.ts';
import { type WorkingSignals, workingSignals } from './signal/working-signals.ts';

export interface DelineatedRecording {
  /** The leads fit to be measured on, pacing spikes bridged. */
  readonly signals: WorkingSignals;
  readonly quality: Readonly<Record<string, LeadQuality>>;
  /** Calibration pulses that were bridged. */
  readonly pulses: readonly PulseSpan[];
  readonly spikes: readonly WorkingSpike[];
  readonly sorted: SortedBeats;
  /** Of each beat the points that it shares with its like neighbours, from its anchor. */
  readonly likes: readonly LikeBeats[];
  /** Global points of each beat, working samples. */
  readonly points: readonly BeatFiducials[];
}

/** Finds and delineates every beat of `leads` of a group, whose rate and sensitivities must be sound. */
export function delineateRecording(
  group: WaveformGroup,
  leads: readonly WaveformLead[],
): DelineatedRecording {
  const read = workingSignals(group, leads);
  const pulses = findCalibrationPulses(read);
  const whole = withoutPulses(read, pulses);
  const spikes = findSpikes(whole);
  const all = withoutSpikes(whole, spikes);
  const faults = all.leads.map(({ mv }, l) =>
    leadFaults({ lead: leads[l] as WaveformLead, mv, rate: all.rate }),
  );
  const sound = { ...all, leads: all.leads.filter((_, l) => !isFaulty(faults[l] as LeadFaults)) };
  const detected = detectBeats(sound);
  const centres = detected.map(Math.round);
  const quality = Object.fromEntries(
    all.leads.map(({ name, mv }, l) => [
      name,
      leadQuality(
        { lead: leads[l] as WaveformLead, mv, rate: all.rate, anchors: centres },
        faults[l] as LeadFaults,
      ),
    ]),
  );
  const signals = fitSignals(all, quality);
  const sorted = sortBeats(signals, anchorBeats(signals, detected));
  const likes = delineateBeats(signals, sorted);
  const points = likes.map(({ global }, i) => placed(global, sorted.anchors[i] as number, signals.count));
  return { signals, quality, pulses, spikes, sorted, likes, points };
}

/** Leads that can be measured on; the noisy ones only where nothing better is left. */
function fitSignals(signals: WorkingSignals, quality: Readonly<Record<string, LeadQuality>>): WorkingSignals {
  const of = (states: readonly string[]) =>
    signals.leads.filter(({ name }) => states.includes(quality[name]?.state ?? 'good'));
  const good = of(['good']);
  return { ...signals, leads: good.length > 0 ? good : of(['noisy', 'saturated']) };
}

/** Points of each beat in one of the leads of `signals`, working samples. */
export function pointsOfLead({ signals, sorted, likes }: DelineatedRecording, lead: number): BeatFiducials[] {
  return likes.map(({ leads }, i) =>
    placed(leads[lead] as BeatFiducials, sorted.anchors[i] as number, signals.count),
  );
}
