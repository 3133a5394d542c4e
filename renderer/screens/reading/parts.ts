/** The reading room's own downloads: an ECG never waits for Cornerstone3D, the worklist for neither. */
import { ownDownload } from '../../ui/own-download.tsx';

export const ReadingScreen = ownDownload(async () => (await import('./reading-screen.tsx')).default);
export const StudyRoom = ownDownload(async () => (await import('./study-room.tsx')).default);
export const EcgRoom = ownDownload(async () => (await import('./ecg-room.tsx')).default);
export const SerialComparison = ownDownload(async () => (await import('./serial-comparison.tsx')).default);
export const TimeLapseFrame = ownDownload(async () => (await import('./time-lapse-frame.tsx')).default);
export const DocumentRoom = ownDownload(async () => (await import('./document-room.tsx')).default);
export const ImageViewer = ownDownload(
  async () => (await import('../../viewers/image/image-viewer.tsx')).ImageViewer,
);
