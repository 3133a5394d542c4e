/** Journey step 2: what a file with an ECG says, whatever its format: the one answer of every reader in this folder. */
import type { Result } from '../../result.ts';
import type { FormatName } from '../../study/format.ts';
import type { Sex } from '../../study/kind.ts';
import type { Waveform } from '../../study/waveform.ts';
import type { HeaderOptions } from '../dicom/read-header.ts';

export interface EcgPatient {
  /** As read aloud; '' when the file has none. */
  readonly name: string;
  readonly id: string;
  readonly sex: Sex;
  /** YYYY-MM-DD, or null. */
  readonly birthDate: string | null;
}

export interface EcgDevice {
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly software: string;
}

export interface EcgFile {
  readonly format: FormatName;
  readonly patient: EcgPatient;
  /** '' when the file has none. */
  readonly accessionNumber: string;
  readonly institution: string;
  readonly device: EcgDevice;
  readonly waveform: Waveform;
  /** Codes of `format-warnings.ts`. */
  readonly warnings: ReadonlySet<string>;
  /** False when a part that the file promises is not in it. */
  readonly complete: boolean;
}

export interface EcgReadOptions extends HeaderOptions {
  /** Another file of the same record by its name (WFDB keeps header and signals apart); null when it is not there. */
  readonly sibling?: (name: string) => Uint8Array | null;
  /** The file's own name, by which a format finds what lies beside it (ISHNE keeps its beats in NAME.ann). */
  readonly fileName?: string;
}

/** The anatomy all formats share: never throws, fails with a format failure. */
export type EcgReader = (bytes: Uint8Array, options: EcgReadOptions) => Result<EcgFile>;

/** The sex a word or letter stands for: M/F/O of DICOM and HL7, words in English and Chinese, else U. */
export function sexOf(text: string): Sex {
  const word = text.trim().toUpperCase();
  if (['M', 'MALE', '男'].includes(word)) return 'M';
  if (['F', 'FEMALE', '女'].includes(word)) return 'F';
  return ['O', 'OTHER', 'UN', 'UNDIFFERENTIATED'].includes(word) ? 'O' : 'U';
}
