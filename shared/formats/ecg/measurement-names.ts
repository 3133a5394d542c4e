/** Journey step 2: one name per measurement, whatever tag or code the device wrote; the words are those of DICOM CID 3229. */
import type { DeviceMeasurement } from '../../study/waveform.ts';

const names: Readonly<Record<string, readonly [name: string, unit: string]>> = {
  // GE MUSE
  VentricularRate: ['Ventricular Heart Rate', '/min'],
  AtrialRate: ['Atrial Heart Rate', '/min'],
  PRInterval: ['PR Interval', 'ms'],
  QRSDuration: ['QRS Duration', 'ms'],
  QTInterval: ['QT Interval', 'ms'],
  QTCorrected: ['QTc Interval', 'ms'],
  QTcFrederica: ['QTc Interval (Fridericia)', 'ms'],
  PAxis: ['P Axis', 'deg'],
  RAxis: ['QRS Axis', 'deg'],
  TAxis: ['T Axis', 'deg'],
  QRSCount: ['QRS Count', '1'],
  POnset: ['P Onset', '{sample}'],
  POffset: ['P Offset', '{sample}'],
  QOnset: ['QRS Onset', '{sample}'],
  QOffset: ['QRS Offset', '{sample}'],
  TOffset: ['T Offset', '{sample}'],
  // Philips, interpretationmeasurements and globalmeasurements
  heartrate: ['Ventricular Heart Rate', '/min'],
  atrialrate: ['Atrial Heart Rate', '/min'],
  rrint: ['RR Interval', 'ms'],
  pdur: ['P Duration', 'ms'],
  print: ['PR Interval', 'ms'],
  meanprint: ['PR Interval', 'ms'],
  qrsdur: ['QRS Duration', 'ms'],
  meanqrsdur: ['QRS Duration', 'ms'],
  qtint: ['QT Interval', 'ms'],
  meanqtint: ['QT Interval', 'ms'],
  qtcb: ['QTc Interval', 'ms'],
  meanqtc: ['QTc Interval', 'ms'],
  qtcf: ['QTc Interval (Fridericia)', 'ms'],
  pfrontaxis: ['P Axis', 'deg'],
  qrsfrontaxis: ['QRS Axis', 'deg'],
  tfrontaxis: ['T Axis', 'deg'],
  // Schiller
  HR: ['Ventricular Heart Rate', '/min'],
  RR: ['RR Interval', 'ms'],
  P: ['P Duration', 'ms'],
  PQ: ['PR Interval', 'ms'],
  QRS: ['QRS Duration', 'ms'],
  QT: ['QT Interval', 'ms'],
  QTC: ['QTc Interval', 'ms'],
  AXIS_P: ['P Axis', 'deg'],
  AXIS_QRS: ['QRS Axis', 'deg'],
  AXIS_T: ['T Axis', 'deg'],
  // HL7 aECG (ISO 11073-10101); the unit is in the file
  MDC_ECG_HEART_RATE: ['Ventricular Heart Rate', '/min'],
  MDC_ECG_HEART_RATE_VENTRICULAR: ['Ventricular Heart Rate', '/min'],
  MDC_ECG_HEART_RATE_ATRIAL: ['Atrial Heart Rate', '/min'],
  MDC_ECG_TIME_PD_RR: ['RR Interval', 'ms'],
  MDC_ECG_TIME_PD_PP: ['PP Interval', 'ms'],
  MDC_ECG_TIME_PD_P: ['P Duration', 'ms'],
  MDC_ECG_TIME_PD_PR: ['PR Interval', 'ms'],
  MDC_ECG_TIME_PD_PQ: ['PR Interval', 'ms'],
  MDC_ECG_TIME_PD_QRS: ['QRS Duration', 'ms'],
  MDC_ECG_TIME_PD_QT: ['QT Interval', 'ms'],
  MDC_ECG_TIME_PD_QTc: ['QTc Interval', 'ms'],
  MDC_ECG_TIME_PD_QTC: ['QTc Interval', 'ms'],
  MDC_ECG_TIME_PD_QTcB: ['QTc Interval', 'ms'],
  MDC_ECG_TIME_PD_QTcF: ['QTc Interval (Fridericia)', 'ms'],
  MDC_ECG_ANGLE_P_FRONT: ['P Axis', 'deg'],
  MDC_ECG_ANGLE_QRS_FRONT: ['QRS Axis', 'deg'],
  MDC_ECG_ANGLE_T_FRONT: ['T Axis', 'deg'],
};

/** The measurement under its one name; a code nobody knows keeps itself as name. `unit` is what the file says, if it does. */
export function measurementOf(code: string, value: number, unit?: string): DeviceMeasurement {
  const known = names[code];
  return { name: known?.[0] ?? code, value, unit: unit || (known?.[1] ?? ''), code };
}
