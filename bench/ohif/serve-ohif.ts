/**
 * Serves OHIF's own bundle with a DICOMweb endpoint over the files of one study: what OHIF asks of an archive (QIDO for studies and
 * series, WADO metadata of a series, WADO-URI for objects), answered from memory, as quickly as the bare page's objects are.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import dcmjs from 'dcmjs';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** DICOM's JSON model. */
type Attributes = Readonly<Record<string, { readonly vr: string; readonly Value?: readonly unknown[] }>>;

interface Held {
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly sopUid: string;
  readonly metadata: Attributes;
  readonly bytes: Uint8Array;
}

export interface OhifServer {
  readonly url: string;
  /** The page that shows a study, below `url`. */
  readonly viewerPath: (studyInstanceUid: string) => string;
  readonly close: () => Promise<void>;
}

/** Serves the bundle in `folder` and the files of any number of studies on a free loopback port. */
export async function serveOhif(folder: string, files: readonly Uint8Array[]): Promise<OhifServer> {
  const held = files.map(describe);
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { type, body } = await answer(folder, held, url);
    response.setHeader('content-type', type);
    response.setHeader('cache-control', url.pathname.startsWith('/dicomweb') ? 'no-store' : 'no-cache');
    response.statusCode = body === null ? 404 : 200;
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    viewerPath: (studyInstanceUid) => `/viewer?StudyInstanceUIDs=${studyInstanceUid}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function describe(bytes: Uint8Array): Held {
  const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { meta, dict } = dcmjs.data.DicomMessage.readFile(whole as ArrayBuffer);
  const { '7FE00010': _pixels, ...attributes } = dict;
  const metadata: Attributes = {
    ...attributes,
    '00083002': { vr: 'UI', Value: [...(meta['00020010']?.Value ?? [])] },
  };
  const text = (tag: string): string => String(metadata[tag]?.Value?.[0] ?? '');
  return {
    studyUid: text('0020000D'),
    seriesUid: text('0020000E'),
    sopUid: text('00080018'),
    metadata,
    bytes,
  };
}

async function answer(
  folder: string,
  held: readonly Held[],
  url: URL,
): Promise<{ type: string; body: Uint8Array | string | null }> {
  const json = (value: unknown) => ({ type: 'application/dicom+json', body: JSON.stringify(value) });
  if (url.pathname === '/app-config.js') return { type: 'text/javascript', body: config };
  if (url.pathname === '/dicomweb/wado') {
    const found = held.find(({ sopUid }) => sopUid === url.searchParams.get('objectUID'));
    return { type: 'application/dicom', body: found?.bytes ?? null };
  }
  const [, study, series, rest] =
    /^\/dicomweb\/studies(?:\/([\d.]+)\/series(?:\/([\d.]+)\/(\w+))?)?$/.exec(url.pathname) ?? [];
  if (url.pathname.startsWith('/dicomweb/')) {
    const asked = study ?? url.searchParams.get('StudyInstanceUID');
    const ofStudy = held.filter(({ studyUid }) => asked === null || studyUid === asked);
    if (study === undefined) return json(firstOf(ofStudy, ({ studyUid }) => studyUid).map(studyRow));
    if (series === undefined) return json(firstOf(ofStudy, ({ seriesUid }) => seriesUid).map(seriesRow));
    const ofSeries = ofStudy.filter(({ seriesUid }) => seriesUid === series);
    return rest === 'metadata' || rest === 'instances'
      ? json(ofSeries.map(({ metadata }) => metadata))
      : { type: 'text/plain', body: null };
  }
  const file = extname(url.pathname) === '' ? '/index.html' : url.pathname;
  const body = await readFile(join(folder, normalize(file))).catch(() => null);
  return { type: types[extname(file)] ?? 'application/octet-stream', body };
}

/** The first of each group with how many there are. */
function firstOf(
  held: readonly Held[],
  keyOf: (one: Held) => string,
): { first: Held; all: readonly Held[] }[] {
  const groups = Map.groupBy(held, keyOf);
  return [...groups.values()].flatMap((all) => (all[0] ? [{ first: all[0], all }] : []));
}

function studyRow({ first, all }: { first: Held; all: readonly Held[] }): Attributes {
  const modality = first.metadata['00080060']?.Value ?? [];
  const series = new Set(all.map(({ seriesUid }) => seriesUid));
  return {
    ...pick(first.metadata, [
      '00080020',
      '00080030',
      '00080050',
      '00081030',
      '00100010',
      '00100020',
      '0020000D',
    ]),
    '00080061': { vr: 'CS', Value: modality },
    '00201206': { vr: 'IS', Value: [series.size] },
    '00201208': { vr: 'IS', Value: [all.length] },
  };
}

function seriesRow({ first, all }: { first: Held; all: readonly Held[] }): Attributes {
  return {
    ...pick(first.metadata, ['00080060', '0008103E', '0020000D', '0020000E', '00200011']),
    '00201209': { vr: 'IS', Value: [all.length] },
  };
}

function pick(metadata: Attributes, tags: readonly string[]): Attributes {
  return Object.fromEntries(
    tags.flatMap((tag) => (metadata[tag] === undefined ? [] : [[tag, metadata[tag]]])),
  );
}

const config = `window.config = ${JSON.stringify({
  routerBasename: '/',
  extensions: [],
  modes: [],
  customizationService: {},
  showStudyList: true,
  maxNumberOfWebWorkers: 3,
  showWarningMessageForCrossOrigin: false,
  showCPUFallbackMessage: false,
  strictZSpacingForVolumeViewport: true,
  investigationalUseDialog: { option: 'never' },
  maxNumRequests: { interaction: 100, thumbnail: 5, prefetch: 25 },
  defaultDataSourceName: 'bench',
  dataSources: [
    {
      namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
      sourceName: 'bench',
      configuration: {
        friendlyName: 'bench',
        name: 'bench',
        wadoUriRoot: '/dicomweb/wado',
        qidoRoot: '/dicomweb',
        wadoRoot: '/dicomweb',
        qidoSupportsIncludeField: false,
        imageRendering: 'wadouri',
        thumbnailRendering: 'wadors',
        enableStudyLazyLoad: true,
        supportsFuzzyMatching: false,
        supportsWildcard: true,
      },
    },
  ],
})};`;
