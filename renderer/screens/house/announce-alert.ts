/** An alert as a person notices it: a sound by urgency, a card in the window, a system notification through the shell. */
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import type { StationEvent } from '#shared/contract/events.ts';
import type { Baton } from '#shared/study/baton.ts';
import type { Consultation } from '#shared/study/consultation.ts';
import type { SilentSite } from '#shared/study/silence.ts';
import type { Task } from '#shared/study/task.ts';
import { notifyBySystem } from '../../station/shell.ts';

type AlertEvent = Extract<StationEvent, { type: 'alert' }>;

const colours: Record<AlertEvent['alert'], string> = {
  new: 'accent',
  sound: 'yellow',
  room: 'red',
  leader: 'red',
  phones: 'red',
  'will-miss': 'orange',
  critical: 'red',
  'critical-confirmed': 'red',
  notice: 'red',
  'notice-silent': 'red',
  retake: 'orange',
  message: 'accent',
  'report-home': 'teal',
  unopened: 'yellow',
  corrected: 'red',
  withdrawn: 'red',
  changed: 'red',
};

export function announceAlert(event: AlertEvent): void {
  const title = `${event.drill ? i18next.t('alert.drill') : ''}${i18next.t(`alert.${event.alert}`)}`;
  const message = alertText(event);
  playTone(event.alert);
  notifications.show({
    // What comes again while its card stands is the same news, and shown once; each message says something else.
    ...(event.news === null && { id: `${event.alert} ${event.taskId}` }),
    title,
    message,
    color: colours[event.alert],
    autoClose: lastsMs(event.alert),
  });
  notifyBySystem(title, message);
}

function alertText({ patient, modality, siteName, news }: AlertEvent): string {
  const about = `${patient} · ${modality} · ${siteName}`;
  if (news === null) return about;
  const call = news.callPhone === null ? '' : `${i18next.t('alert.call', { phone: news.callPhone })} `;
  return `${about} · ${news.name}: ${call}${news.text}`;
}

/** Once for each silence in this window: the band stays. */
export function announceSilence({ siteId, siteName, since, noted }: SilentSite): void {
  const id = `silent ${siteId} ${since}`;
  if (noted !== null || toldSilences.has(id)) return;
  toldSilences.add(id);
  const title = i18next.t('silence.alert');
  playTone('will-miss');
  notifications.show({ id, title, message: siteName, color: 'orange', autoClose: 6000 });
  notifyBySystem(title, siteName);
}

/** Once for each consultation in this window: the band stays. */
export function announceConsultation({ consultationId, asked, question }: Consultation): void {
  if (toldConsultations.has(consultationId)) return;
  toldConsultations.add(consultationId);
  const title = i18next.t('consultation.alert');
  const message = `${asked.name}: ${question}`;
  playTone('message');
  notifications.show({
    id: `consultation ${consultationId}`,
    title,
    message,
    color: 'accent',
    autoClose: 6000,
  });
  notifyBySystem(title, message);
}

const toldConsultations = new Set<string>();

const toldBatons = new Set<string>();

/** Once for each case that a colleague holds out, in this window: the band stays. */
export function announceBaton({ taskId, order, modality }: Task, { from, at }: Baton): void {
  const id = `baton ${taskId} ${at}`;
  if (toldBatons.has(id)) return;
  toldBatons.add(id);
  const title = i18next.t('baton.offered', { name: from.name });
  const message = `${order.patient.name} · ${modality}`;
  playTone('message');
  notifications.show({ id, title, message, color: 'accent', autoClose: 6000 });
  notifyBySystem(title, message);
}

type ReferralNews = NonNullable<Extract<StationEvent, { type: 'referral' }>['news']>;

/** Another site's act on a patient who is on his way between the two. */
export function announceReferral(referralId: string, { what, patient, site }: ReferralNews): void {
  const title = i18next.t(`referral.news.${what}`);
  const message = i18next.t('referral.newsText', { patient, site });
  const isUrgent = what === 'sent' || what === 'declined' || what === 'amended';
  playTone(isUrgent ? 'critical-confirmed' : 'report-home');
  notifications.show({
    id: `referral ${referralId}`,
    title,
    message,
    color: isUrgent ? 'red' : 'teal',
    autoClose: 8000,
  });
  notifyBySystem(title, message);
}

const toldSilences = new Set<string>();

/** Somebody has the case before him, or has answered: the card that stayed for it goes. */
export function dismissCritical(taskId: string): void {
  notifications.hide(`critical ${taskId}`);
}

/** Somebody has the critical value before him. */
export function dismissCriticalNotice(taskId: string): void {
  for (const alert of ['notice', 'notice-silent']) notifications.hide(`${alert} ${taskId}`);
}

/** Somebody has taken note of the correction or withdrawal. */
export function dismissNotice(taskId: string): void {
  for (const alert of ['corrected', 'withdrawn', 'changed']) notifications.hide(`${alert} ${taskId}`);
}

const lasting: ReadonlySet<AlertEvent['alert']> = new Set([
  'critical',
  'critical-confirmed',
  'corrected',
  'withdrawn',
  'changed',
  'notice',
  'notice-silent',
]);

/** What may be a matter of minutes stays until it was seen. */
function lastsMs(alert: AlertEvent['alert']): number | false {
  return lasting.has(alert) ? false : 6000;
}

let audio: AudioContext | null = null;
let soundOn = true;

export function setSound(on: boolean): void {
  soundOn = on;
}

/** Frequencies in Hz, one after the other, 140 ms each: rising for news, repeated for what is late. */
const melodies: Record<AlertEvent['alert'], readonly number[]> = {
  new: [660, 880],
  sound: [740, 740],
  room: [880, 660, 880],
  leader: [880, 660, 880, 660],
  phones: [988, 660, 988, 660, 988],
  'will-miss': [740, 587],
  critical: [988, 740, 988, 740, 988, 740],
  'critical-confirmed': [988, 740, 988, 740],
  notice: [988, 740, 988, 740, 988, 740],
  'notice-silent': [988, 740, 988, 740, 988, 740, 988],
  retake: [659, 523, 659],
  message: [784, 988],
  'report-home': [523, 659, 784],
  unopened: [784, 784, 784],
  corrected: [988, 784, 988, 784, 988, 784],
  withdrawn: [988, 784, 659, 988, 784, 659],
  changed: [988, 784, 988, 784, 988, 784],
};

function playTone(alert: AlertEvent['alert']): void {
  if (!soundOn) return;
  audio ??= new AudioContext();
  // A browser lets no sound out before the first key or click: then the card alone announces.
  if (audio.state === 'suspended') void audio.resume();
  const volume = audio.createGain();
  volume.gain.value = 0.08;
  volume.connect(audio.destination);
  melodies[alert].forEach((frequency, index) => {
    if (!audio) return;
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume);
    tone.start(audio.currentTime + index * 0.16);
    tone.stop(audio.currentTime + index * 0.16 + 0.14);
  });
}
