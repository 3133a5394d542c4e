/** ECGs in the XML dialects, written from samples, so that a reader can be held to every one of them. */

export interface XmlLead {
  readonly name: string;
  readonly samples: readonly number[];
}

export interface XmlEcgChoices {
  readonly leads: readonly XmlLead[];
  readonly samplingHz?: number;
  readonly microvoltsPerLsb?: number;
  readonly patientName?: string;
  readonly patientId?: string;
  readonly sex?: 'M' | 'F';
  /** YYYY-MM-DD */
  readonly birthDate?: string;
  readonly accessionNumber?: string;
  readonly acquiredAt?: Date;
}

/** Little-endian 16-bit samples as base64. */
export function base64Of(samples: readonly number[]): string {
  const bytes = Buffer.alloc(samples.length * 2);
  for (const [at, value] of samples.entries()) bytes.writeInt16LE(value, at * 2);
  return bytes.toString('base64');
}

const defaults = {
  samplingHz: 500,
  microvoltsPerLsb: 5,
  patientName: '王小东',
  patientId: 'P-7',
  sex: 'F',
  birthDate: '1970-02-28',
  accessionNumber: 'A-9',
  acquiredAt: new Date(2026, 0, 2, 3, 4, 5),
} as const;

/** The cart's own clock: year, month, day, hour, minute, second. */
function clockParts(at: Date): string[] {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [String(at.getFullYear()), two(at.getMonth() + 1), two(at.getDate())];
  return [...day, two(at.getHours()), two(at.getMinutes()), two(at.getSeconds())];
}

/** HL7 aECG with one RHYTHM series. */
export function aecgText(choices: XmlEcgChoices, extra = ''): string {
  const { leads, samplingHz, microvoltsPerLsb, patientName, patientId, sex, birthDate, acquiredAt } = {
    ...defaults,
    ...choices,
  };
  const time = clockParts(acquiredAt).join('');
  const sequences = leads.map(
    ({ name, samples }) => `<component><sequence><code code="MDC_ECG_LEAD_${name.toUpperCase()}"/>
      <value xsi:type="SLIST_PQ"><origin value="0" unit="uV"/><scale value="${microvoltsPerLsb}" unit="uV"/>
      <digits>${samples.join(' ')}</digits></value></sequence></component>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<AnnotatedECG xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<id root="61d1a24f-b47e-41aa-ae95-f8ac302f4eeb"/><effectiveTime><center value="${time}"/></effectiveTime>
<componentOf><timepointEvent><componentOf><subjectAssignment><subject><trialSubject><id extension="${patientId}"/>
<subjectDemographicPerson><name>${patientName}</name><administrativeGenderCode code="${sex}"/><birthTime value="${birthDate.replaceAll('-', '')}"/>
</subjectDemographicPerson></trialSubject></subject></subjectAssignment></componentOf></timepointEvent></componentOf>
<component><series><code code="RHYTHM"/><effectiveTime><low value="${time}"/></effectiveTime>
<component><sequenceSet><component><sequence><code code="TIME_ABSOLUTE"/><value xsi:type="GLIST_TS">
<head value="${time}.000"/><increment value="${1 / samplingHz}" unit="s"/></value></sequence></component>
${sequences.join('\n')}</sequenceSet></component>${extra}</series></component></AnnotatedECG>`;
}

/** GE MUSE with one Rhythm waveform; `checksum` is written beside every lead. */
export function museText(choices: XmlEcgChoices, checksum?: (samples: readonly number[]) => number): string {
  const facts = { ...defaults, ...choices };
  const { leads, samplingHz, microvoltsPerLsb, patientName, patientId, accessionNumber } = facts;
  const [year, month, day, ...time] = clockParts(facts.acquiredAt);
  const [birthYear, birthMonth, birthDay] = facts.birthDate.split('-');
  const data = leads.map(
    ({ name, samples }) => `<LeadData><LeadSampleCountTotal>${samples.length}</LeadSampleCountTotal>
<LeadAmplitudeUnitsPerBit>${microvoltsPerLsb}</LeadAmplitudeUnitsPerBit><LeadAmplitudeUnits>MICROVOLTS</LeadAmplitudeUnits>
<LeadID>${name}</LeadID><LeadSampleSize>2</LeadSampleSize>
${checksum === undefined ? '' : `<LeadDataCRC32>${checksum(samples)}</LeadDataCRC32>`}
<WaveFormData>${base64Of(samples)}</WaveFormData></LeadData>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE RestingECG SYSTEM "restecg.dtd"><RestingECG>
<PatientDemographics><PatientID>${patientId}</PatientID><PatientLastName>${patientName}</PatientLastName>
<DateofBirth>${birthMonth}-${birthDay}-${birthYear}</DateofBirth><Gender>${facts.sex === 'M' ? 'MALE' : 'FEMALE'}</Gender></PatientDemographics>
<TestDemographics><SiteName>沔城</SiteName><AcquisitionDate>${month}-${day}-${year}</AcquisitionDate>
<AcquisitionTime>${time.join(':')}</AcquisitionTime><AcquisitionDevice>MAC5</AcquisitionDevice></TestDemographics>
<Order><AccessionNumber>${accessionNumber}</AccessionNumber></Order>
<RestingECGMeasurements><PRInterval>160</PRInterval></RestingECGMeasurements>
<Diagnosis><DiagnosisStatement><StmtFlag>ENDSLINE</StmtFlag><StmtText>窦性心律</StmtText></DiagnosisStatement>
<DiagnosisStatement><StmtText>ST depression</StmtText></DiagnosisStatement>
<DiagnosisStatement><StmtFlag>ENDSLINE</StmtFlag><StmtText>in V5</StmtText></DiagnosisStatement></Diagnosis>
<Waveform><WaveformType>Rhythm</WaveformType><SampleBase>${samplingHz}</SampleBase><SampleExponent>0</SampleExponent>
<HighPassFilter>5</HighPassFilter><LowPassFilter>150</LowPassFilter><ACFilter>50</ACFilter>
${data.join('\n')}</Waveform></RestingECG>`;
}

/** Philips 1.04 with its leads uncompressed, or with `block` as base64 of XLI chunks. */
export function philipsText(choices: XmlEcgChoices, block?: Uint8Array): string {
  const { leads, samplingHz, microvoltsPerLsb, patientName, patientId } = { ...defaults, ...choices };
  const count = leads[0]?.samples.length ?? 0;
  const compression = block === undefined ? 'Uncompressed' : 'XLI';
  const data =
    block === undefined
      ? base64Of(leads.flatMap((lead) => [...lead.samples]))
      : Buffer.from(block).toString('base64');
  return `<?xml version="1.0" encoding="UTF-8"?><restingecgdata xmlns="http://www3.medical.philips.com">
<orderinfo><ordernumber>A-9</ordernumber></orderinfo>
<dataacquisition date="2026-01-02" time="03:04:05"><machine machineid="7">PageWriter</machine></dataacquisition>
<patient><generalpatientdata><patientid>${patientId}</patientid><name><lastname>${patientName}</lastname></name>
<sex>Male</sex></generalpatientdata></patient>
<waveforms><parsedwaveforms dataencoding="Base64" compression="${compression}" numberofleads="${leads.length}"
leadlabels="${leads.map((lead) => lead.name).join(' ')}" durationperchannel="${(count / samplingHz) * 1000}"
samplespersecond="${samplingHz}" resolution="${microvoltsPerLsb}">${data}</parsedwaveforms></waveforms></restingecgdata>`;
}

/** Schiller with one rhythm, comma separated. */
export function schillerText(choices: XmlEcgChoices): string {
  const { leads, samplingHz, microvoltsPerLsb, patientName, patientId } = { ...defaults, ...choices };
  const channels = leads.map(
    ({ name, samples }) => `<channel><name>${name.toUpperCase()}</name><data>${samples.join(',')}</data>
<datastype>COMMASEPARATE</datastype><samplecount>${samples.length}</samplecount></channel>`,
  );
  return `<?xml version="1.0"?><com.xiriuz.sema.xml.schillerEDI.SchillerEDI>
<patdata><id>${patientId}</id><lastname>${patientName}</lastname><birthdate>19700228</birthdate><gender>MALE</gender></patdata>
<examdescript><startdatetime><date>20260102</date><time>030405000</time></startdatetime><order_id>A-9</order_id></examdescript>
<eventdata><event><wavedata><type>ECG_RHYTHMS</type><resolution><samplerate><exponent>1</exponent>
<value>${samplingHz}</value></samplerate><yres><unitperbit>${microvoltsPerLsb}</unitperbit><units>UV</units></yres></resolution>
${channels.join('\n')}</wavedata><textdata><textdata>Sinusrhythmus</textdata></textdata></event></eventdata>
</com.xiriuz.sema.xml.schillerEDI.SchillerEDI>`;
}

/** Philips' XLI of a lead, as one chunk: second differences, high bytes before low bytes, LZW of 10-bit codes. */
export function xliChunk(samples: readonly number[]): Uint8Array {
  const words = samples.map((value, at) => {
    if (at < 2) return value;
    if (at === samples.length - 1) return 64;
    // The word at `at` holds how the NEXT sample bends; the first bend lies in the chunk's head.
    return 2 * value - (samples[at - 1] ?? 0) - (samples[at + 1] ?? 0) + 64;
  });
  const first = 2 * (samples[1] ?? 0) - (samples[0] ?? 0) - (samples[2] ?? 0);
  const bytes = [...words.map((word) => (word >> 8) & 0xff), ...words.map((word) => word & 0xff)];
  const packed = packLzw(bytes);
  const head = Buffer.alloc(8);
  head.writeInt32LE(packed.length, 0);
  head.writeInt16LE(1, 4);
  head.writeInt16LE(first, 6);
  return new Uint8Array(Buffer.concat([head, packed]));
}

function packLzw(bytes: readonly number[]): Buffer {
  const codes = new Map<string, number>(Array.from({ length: 256 }, (_, code) => [String(code), code]));
  const out: number[] = [];
  let current = '';
  for (const byte of bytes) {
    const longer = current === '' ? String(byte) : `${current},${byte}`;
    if (codes.has(longer)) {
      current = longer;
      continue;
    }
    out.push(codes.get(current) ?? 0);
    if (codes.size < 1023) codes.set(longer, codes.size);
    current = String(byte);
  }
  if (current !== '') out.push(codes.get(current) ?? 0);
  out.push(1023);
  const bits = out.map((code) => code.toString(2).padStart(10, '0')).join('');
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  return Buffer.from(padded.match(/.{8}/g)?.map((octet) => Number.parseInt(octet, 2)) ?? []);
}
