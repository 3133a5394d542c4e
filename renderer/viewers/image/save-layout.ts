/** Makes a hanging protocol of what the reader has arranged: the same modality and region, series called alike, in the same panes. */
import { bodyRegionOf } from '#shared/study/body-region.ts';
import type { HangingLayout, HangingProtocol, HangingRule } from '#shared/study/hanging-protocol.ts';
import type { Study } from '#shared/study/study.ts';
import { type OwnWindows, presetsFor } from './presets.ts';
import type { Stack } from './stack.ts';

export interface ShownPane {
  readonly stack: Stack | null;
  readonly look: { readonly lower: number; readonly upper: number } | null;
}

/** Heavier than any protocol of the house: what he saved hangs whatever it fits. */
const studyWeight = 1000;
const paneWeight = 10;

/** Null while nothing hangs. A protocol for the same exams replaces the one before: it has the same name. */
export function protocolOf(
  study: Study,
  layout: HangingLayout,
  panes: readonly ShownPane[],
  windows: OwnWindows,
): HangingProtocol | null {
  const stacks = panes.flatMap(({ stack }) => stack ?? []);
  const [first] = stacks;
  if (first === undefined) return null;
  const pictured = study.series.filter((series) => series.instances.some((one) => one.frames !== null));
  const modalities = [...new Set(pictured.map(({ modality }) => modality))];
  const region = bodyRegionOf(pictured[0]?.bodyPart ?? '', study.description, pictured[0]?.description ?? '');
  const ofStudy: HangingRule[] = [
    { of: 'modality', in: modalities, weight: studyWeight, required: true },
    region === null
      ? { of: 'description', like: literally(study.description), weight: studyWeight, required: true }
      : { of: 'region', in: [region], weight: studyWeight, required: true },
  ];
  const what = region ?? study.description;
  return {
    name: `own ${modalities.join('+')} ${what}`,
    label: { 'zh-CN': `${modalities.join('+')} ${what}`, en: `${modalities.join('+')} ${what}` },
    unit: 'series',
    study: ofStudy,
    layout,
    panes: panes.map(({ stack, look }) => ({
      rules:
        stack === null
          ? []
          : [
              {
                of: 'description',
                like: `^${literally(stack.description)}$`,
                weight: paneWeight,
                required: false,
              },
            ],
      required: false,
      ...presetOf(stack, look, windows),
    })),
  };
}

/** With `protocol` as the newest, in place of one for the same exams. */
export function withProtocol(
  saved: readonly HangingProtocol[],
  protocol: HangingProtocol,
): HangingProtocol[] {
  return [protocol, ...saved.filter(({ name }) => name !== protocol.name)];
}

/** The preset that the pane stands in, if it stands in one. */
function presetOf(
  stack: Stack | null,
  look: ShownPane['look'],
  windows: OwnWindows,
): { readonly preset?: string } {
  if (stack === null || look === null) return {};
  const preset = presetsFor(stack.modality, windows).find(
    // PS3.3 C.11.2.1.2: LINEAR covers one less, half a value lower.
    ({ width, center }) =>
      Math.abs(look.upper - look.lower - (width - 1)) < 0.5 &&
      Math.abs((look.upper + look.lower) / 2 - (center - 0.5)) < 0.5,
  );
  return preset === undefined ? {} : { preset: preset.key };
}

/** A pattern that finds the very text. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
