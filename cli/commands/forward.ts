/** `yuanzhen forward`: sends studies on to another DICOM node, from a data folder or through the station that runs on it. */
import { failure } from '#shared/failure.ts';
import { parseDicomNode } from '#shared/study/dicom-node.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { refuse } from '../exchange/answer.ts';
import { forwardFromFolder } from '../forward/forward-from-folder.ts';
import { forwardThroughStation } from '../forward/forward-through-station.ts';
import { parseArguments } from '../parse-arguments.ts';

/** Exit code 1 when an instance did not go; each is named with its reason. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const text = { type: 'string' } as const;
  const parsed = parseArguments(
    args,
    {
      options: {
        to: text,
        data: text,
        pipe: text,
        'pipe-secret-file': text,
        tls: { type: 'boolean' },
        json: { type: 'boolean' },
      },
      required: ['to'],
      positionals: { least: 1, name: 'STUDY_UID' },
    },
    io.language,
  );
  if (!parsed.ok) return refuse(io, parsed.failure, args.includes('--json'));
  const { values, positionals } = parsed.value;
  const json = values.json === true;
  const node = parseDicomNode(values.to ?? '', values.tls === true);
  if (node === null) return refuse(io, failure('forward-node-invalid', { detail: values.to ?? '' }), json);
  const { data, pipe, 'pipe-secret-file': secretFile } = values;
  const throughStation = pipe !== undefined && secretFile !== undefined;
  if (!throughStation && data === undefined) {
    return refuse(io, failure('usage', { detail: '--data | --pipe --pipe-secret-file' }, io.language), json);
  }
  let code: number = exitCodes.well;
  for (const study of positionals) {
    const done = throughStation
      ? await forwardThroughStation({ pipe, secretFile }, study, node)
      : await forwardFromFolder(data ?? '', study, node);
    if (!done.ok) {
      code = refuse(io, done.failure, json, { study });
      continue;
    }
    const { sent, of, failed, to, trouble } = done.value;
    const ok = sent === of;
    if (!ok) code = exitCodes.refused;
    if (json) io.out(JSON.stringify({ study, ok, to, sent, of, failed, trouble }));
    else {
      io.out(`${study} → ${to}: ${sent}/${of}`);
      for (const one of failed) io.err(`${one.sopInstanceUid}: ${one.failure.message} ${one.failure.remedy}`);
      if (trouble !== null) io.err(`${trouble.message} ${trouble.remedy}`);
    }
  }
  return code;
}
