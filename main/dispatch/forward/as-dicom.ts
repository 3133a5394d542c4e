/** ECGs of other formats for nodes that know only DICOM: converted on the way out, the held bytes never touched. */
import type { Failure } from '#shared/failure.ts';
import { explicitLittleEndian } from '#shared/formats/dicom/transfer-syntaxes.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type ConvertedEcg, convertEcg } from '../../bytes/convert-ecg.ts';
import type { ForwardInstanceRow } from './forward-rows.ts';

export interface AsDicom {
  /** What goes over the wire: DICOM instances as they are, ECGs as the object they are converted to. */
  readonly instances: readonly ForwardInstanceRow[];
  /** What cannot be converted, with the reason. */
  readonly refused: ReadonlyArray<{ readonly instance: ForwardInstanceRow; readonly failure: Failure }>;
  /** The row an instance on the wire stands for. */
  readonly rowOf: (instance: ForwardInstanceRow) => ForwardInstanceRow;
  readonly readBytes: (sha256: Sha256) => Promise<Result<Buffer>>;
}

/** `keptAt` stands in for an acquisition time the file does not have. */
export async function asDicom(
  rows: readonly ForwardInstanceRow[],
  readBytes: (sha256: Sha256) => Promise<Result<Buffer>>,
  keptAt: Date,
): Promise<AsDicom> {
  const instances: ForwardInstanceRow[] = [];
  const refused: Array<{ instance: ForwardInstanceRow; failure: Failure }> = [];
  const origins = new Map<string, ForwardInstanceRow>();
  const converted = new Map<string, Buffer>();
  for (const row of rows) {
    // Only what is no DICOM object has no SOP class.
    if (row.sopClassUid !== '') {
      instances.push(row);
      continue;
    }
    const bytes = await readBytes(row.sha256);
    const ecg = bytes.ok ? convert(bytes.value, keptAt) : bytes;
    if (!ecg.ok) {
      refused.push({ instance: row, failure: ecg.failure });
      continue;
    }
    const { sopInstanceUid, sopClass } = ecg.value;
    converted.set(row.sha256, Buffer.from(ecg.value.bytes));
    origins.set(sopInstanceUid, row);
    instances.push({
      ...row,
      sopInstanceUid,
      sopClassUid: sopClass.uid,
      transferSyntaxUid: explicitLittleEndian,
    });
  }
  return {
    instances,
    refused,
    rowOf: (instance) => origins.get(instance.sopInstanceUid) ?? instance,
    readBytes: async (sha256) => {
      const own = converted.get(sha256);
      return own === undefined ? readBytes(sha256) : ok(own);
    },
  };
}

/** A 12-lead object where it fits, since every archive takes those. */
function convert(bytes: Buffer, keptAt: Date): Result<ConvertedEcg> {
  const narrow = convertEcg(bytes, 'dicom-12-lead', keptAt);
  if (narrow.ok || narrow.failure.code !== 'ecg-not-convertible') return narrow;
  return convertEcg(bytes, 'dicom-general', keptAt);
}
