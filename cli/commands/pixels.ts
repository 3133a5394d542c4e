/** `yuanzhen pixels FILE…`: facts about the stored values of each image, to compare decoders by. */
import { ok } from '#shared/result.ts';
import { openPixels } from '../../main/reading/decode-pixels.ts';
import { summarisePixels } from '../../main/reading/pixels/summarise-pixels.ts';
import { answerPerFile } from '../answer-per-file.ts';
import type { CommandIo } from '../command-io.ts';

/** Runs the command. */
export function run(args: readonly string[], io: CommandIo): Promise<number> {
  return answerPerFile(args, io, async (bytes) => {
    const opened = await openPixels(bytes);
    if (!opened.ok) return opened;
    const summary = await summarisePixels(opened.value);
    if (!summary.ok) return summary;
    const { rows, columns, frames, samplesPerPixel, sha256, min, max, mean } = summary.value;
    const size = `${columns} × ${rows} × ${frames}, ${samplesPerPixel}`;
    return ok({ json: summary.value, text: [size, `${min} … ${max}, mean ${mean}`, `sha256 ${sha256}`] });
  });
}
