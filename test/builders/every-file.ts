/** A small file of every format the station recognises, synthetic: the seeds of mutation. */

import {
  encapsulatedPdf,
  everySeed,
  keyObjects,
  presentationState,
  type Seed,
  textReport,
} from './every-syntax.ts';
import { ecgPdf, ecgPng, smallJpeg } from './pictures.ts';
import { aecgText, museText, philipsText, schillerText } from './xml-ecgs.ts';
import { zipBytes } from './zip-bytes.ts';

export async function everyFileSeed(): Promise<Seed[]> {
  const samples = Array.from({ length: 200 }, (_, at) => Math.round(200 * Math.sin(at / 7)));
  const leads = ['I', 'II', 'V1'].map((name) => ({ name, samples }));
  const text = (name: string, value: string): Seed => ({ name, bytes: new TextEncoder().encode(value) });
  const pdf = await ecgPdf(2, 'app.alert(1)');
  return [
    ...everySeed(),
    { name: 'PNG', bytes: ecgPng(80, 60) },
    { name: 'JPEG', bytes: smallJpeg },
    { name: 'PDF', bytes: pdf },
    { name: 'PDF in DICOM', bytes: encapsulatedPdf(pdf) },
    { name: 'report', bytes: textReport() },
    { name: 'key objects', bytes: keyObjects() },
    { name: 'presentation state', bytes: presentationState() },
    { name: 'zip', bytes: new Uint8Array(zipBytes([{ name: 'one.png', bytes: ecgPng(20, 20) }])) },
    text('aECG', aecgText({ leads })),
    text('MUSE', museText({ leads })),
    text('Philips', philipsText({ leads })),
    text('Schiller', schillerText({ leads })),
    text(
      'WFDB header',
      '100 2 360 650000\n100.dat 212 200 11 1024 995 -22131 0 MLII\n100.dat 212 200 11 1024 1011 20052 0 V5\n',
    ),
    text(
      'EDF header',
      `0       ${' '.repeat(160)}02.01.2603.04.05768     ${' '.repeat(44)}1       1       2   `,
    ),
  ];
}
