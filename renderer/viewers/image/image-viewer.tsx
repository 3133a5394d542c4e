/**
 * The image viewer (journey step 7): the only door to Cornerstone3D. It knows a study and where its files are served, and
 * tells by callbacks what was shown and measured.
 */
import { type JSX, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { builtInKeymap, type Keymap } from '#shared/contract/keymap.ts';
import type { Language } from '#shared/failure.ts';
import type { MarkEvent, Marks, Measurement } from '#shared/measure/marking.ts';
import type { LinkedText, LinkedValues } from '#shared/report/numbers/image-links.ts';
import type { HangingProtocol } from '#shared/study/hanging-protocol.ts';
import type { Study } from '#shared/study/study.ts';
import { useDressed } from '../../ui/use-dressed.ts';
import { type Command, layouts, markingToolOf, type ToolName } from './commands.ts';
import './image-viewer.css';
import { nextUnseen } from './coverage.ts';
import { shortcutsOf } from './keymap.ts';
import { MeasurementList } from './measurement-list.tsx';
import { linesOf, linkedValuesOf, reportTextOf, summaryOf } from './measuring/marking-words.ts';
import { MprView } from './mpr/mpr-view.tsx';
import { useMpr } from './mpr/use-mpr.ts';
import { neededWindows } from './needed-windows.ts';
import { PaneView } from './pane-view.tsx';
import { prefetchStudy } from './prefetch-study.ts';
import { presetsFor } from './presets.ts';
import { putAside, takeUp } from './put-aside.ts';
import { createPlaces } from './reader-places.ts';
import { protocolOf } from './save-layout.ts';
import { SeriesStrip } from './series-strip.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import type { ObjectUrl } from './stack.ts';
import { ToolBar } from './tool-bar.tsx';
import { useCine } from './use-cine.ts';
import { useCommands } from './use-commands.ts';
import { useGreyFilter } from './use-grey-filter.tsx';
import { useGridSize } from './use-grid-size.ts';
import { useHungStudy } from './use-hung-study.ts';
import { useKeys } from './use-keys.ts';
import { useSession } from './use-session.ts';
import { useShown } from './use-shown.ts';
import { useVolume } from './volume/use-volume.ts';
import { VolumeView } from './volume/volume-view.tsx';
import { wordsIn } from './words.ts';

export interface ImageViewerProps {
  /** May gain instances while open: stacks grow, the reader's place is kept. */
  readonly study: Study;
  /** Under which the arrangement is kept while the study lies aside; absent for what nobody comes back to. */
  readonly aside?: string;
  /** Where the raw Part 10 bytes of an object are served, same origin; deflated ones inflated. */
  readonly objectUrl: ObjectUrl;
  readonly language: Language;
  /** Laid over the top of the viewer: the patient banner. */
  readonly banner?: ReactNode;
  /** The reader's own keys and left button. */
  readonly keymap?: Keymap;
  /** CSS pixels a millimetre on this monitor, measured with a ruler; null where nobody did. */
  readonly pixelsPerMm?: number | null;
  /** Level that the monitor needs for each of 256 levels of a grey picture; null, as by default, shows them as they are. */
  readonly greys?: readonly number[] | null;
  /** False while keys belong to something else, such as a dialog. Default true. */
  readonly keyboard?: boolean;
  /** False while it is only being built, unseen: nothing counts as shown, and no more than lies ready is loaded. Default true. */
  readonly seen?: boolean;
  /** Viewers with one name are linked with one another; alone when left out. */
  readonly linkRoom?: string;
  /** SOP instances that came on screen for the first time. */
  readonly onImagesShown?: (sopInstanceUids: readonly string[]) => void;
  /** What was marked before; taken once, when it is known. */
  readonly kept?: Marks | undefined;
  /** Every change of the marks, to be kept. */
  readonly onMark?: (event: MarkEvent) => void;
  /** The reader saves his marks; with the writing beside each measurement, by its id. */
  readonly onSave?: (lines: Readonly<Record<string, readonly string[]>>) => void;
  /** The reader keeps the layout for such exams. */
  readonly onLayout?: (protocol: HangingProtocol) => void;
  /** A measurement was finished or changed, in words. */
  readonly onMeasured?: (text: string) => void;
  /** A measurement that the reader sends into the report, its numbers with their places. */
  readonly onMeasurement?: (text: LinkedText) => void;
  /** What all measurements say, whenever that changes; first when what was kept is there. */
  readonly onValues?: (values: LinkedValues) => void;
  /** Shows a measurement; `time` makes the same one be shown again. */
  readonly goTo?: { readonly id: string; readonly time: number } | null;
  /** Milliseconds from the viewer's first rendering to the first picture. */
  readonly onFirstImage?: (ms: number) => void;
  /** The study that the pane in use shows. */
  readonly onActiveStudy?: (studyInstanceUid: string) => void;
}

const noHangings: NonNullable<Keymap['hangings']> = [];

export function ImageViewer(props: ImageViewerProps): JSX.Element {
  const { study, objectUrl, language } = props;
  const words = wordsIn(language);
  // The first picture is fetched and decoded while React builds what is around it.
  const [stopFirst] = useState(() => prefetchStudy(study, objectUrl, 1));
  useEffect(() => stopFirst, [stopFirst]);
  const keymap = props.keymap ?? builtInKeymap;
  const { aside } = props;
  const [left] = useState(() => (aside === undefined ? null : takeUp(aside, study.studyInstanceUid)));
  const [places] = useState(() => left?.places ?? createPlaces());
  const hung = useHungStudy(study, objectUrl, keymap.hangings ?? noHangings, left?.arrangement ?? null);
  const { arrangement, stacks } = hung;
  useEffect(() => {
    if (aside !== undefined) putAside(aside, { arrangement, places, stacks });
  }, [aside, arrangement, places, stacks]);
  const [tool, setTool] = useState<ToolName>('window');
  const [open, setOpen] = useState({ strip: true, measurements: false, overlays: true, help: false });
  const grid = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const { seen = true } = props;
  const shown = useShown(study.studyInstanceUid, seen, props);
  const state = useSession(
    { language, places, linkRoom: props.linkRoom ?? '' },
    {
      onShown: shown.note,
      onFailed: shown.fail,
      onMeasured: (measurement) => props.onMeasured?.(summaryOf(measurement, language)),
      onMark: (event) => props.onMark?.(event),
      onActivate: hung.setActive,
    },
  );
  const session = state.is === 'open' ? state.session : null;
  const activeStack = hung.stackOfPane(hung.active);
  const cine = useCine(session, hung.active, activeStack);
  const mpr = useMpr(session, hung.active, activeStack, language);
  const volume = useVolume(activeStack?.seriesInstanceUid ?? null);
  const isReconstructed = mpr.isOpen || volume.isOpen;
  const needs = useMemo(() => neededWindows(study), [study]);
  const act = useCommands({
    session,
    mpr,
    volume,
    hung,
    cine,
    open,
    setOpen,
    setTool,
    onNextUnseen: () => {
      const next =
        session && nextUnseen(session.coverage, hungOrder, session.pane(hung.active)?.index() ?? 0);
      if (!next) return;
      const series = hungOrder.find(({ slices }) => slices.includes(next))?.seriesInstanceUid ?? '';
      // What was shown already lacks the window it needs.
      goToImage(next.imageId, session.coverage.has(next.imageId) ? needs.get(series)?.key : undefined);
    },
    onSaveLayout: () => {
      const shown = hung.panes.map((_, index) => ({
        stack: hung.stackOfPane(index),
        look: session?.pane(index)?.look()?.window ?? null,
      }));
      const protocol = protocolOf(study, hung.layout, shown, windows ?? {});
      if (protocol !== null) props.onLayout?.(protocol);
    },
    onSave: () => {
      const measurements = session?.marks.marks().measurements ?? [];
      props.onSave?.(Object.fromEntries(measurements.map((one) => [one.id, linesOf(one, language)])));
    },
    onReport: (measurement) => props.onMeasurement?.(reportTextOf(measurement, language)),
  });
  // The hand is on this viewer, where others lie beside it.
  const run = (command: Command): boolean => {
    session?.drive(hung.active);
    return act(command);
  };
  const shortcuts = useMemo(() => shortcutsOf(keymap), [keymap]);
  const greys = useGreyFilter(props.greys ?? null);
  const { pixelsPerMm = null } = props;
  useEffect(() => session?.setPixelsPerMm(pixelsPerMm), [session, pixelsPerMm]);
  const { leftButton, windows } = keymap;
  const modality = activeStack?.modality ?? '';
  const presets = useMemo(() => presetsFor(modality, windows), [modality, windows]);
  useEffect(() => session?.setWindows(windows ?? {}), [session, windows]);
  useEffect(() => session?.setNeeds(needs), [session, needs]);
  useEffect(() => {
    setTool(leftButton);
    session?.chooseTool(leftButton);
  }, [session, leftButton]);
  const isMeasuring = markingToolOf(tool) !== null;
  useEffect(() => {
    // Reconstructions are not measured: nobody stands before one with a caliper in hand.
    if (!isReconstructed || !isMeasuring) return;
    setTool(leftButton);
    session?.chooseTool(leftButton);
  }, [isReconstructed, isMeasuring, session, leftButton]);
  useKeys(props.keyboard ?? true, {
    shortcuts,
    run,
    place: (key, shift) => !isReconstructed && (session?.marking(hung.active)?.key(key, shift) ?? false),
  });

  const { kept } = props;
  // The marks outlive a session whose graphics were lost: what was kept is taken once.
  const marks = session?.marks ?? null;
  useEffect(() => {
    if (marks && kept) marks.load(kept);
  }, [marks, kept]);
  const values = useRef(props.onValues);
  values.current = props.onValues;
  useEffect(() => {
    if (!marks || !kept) return;
    const tell = (): void => values.current?.(linkedValuesOf(marks.marks().measurements, language));
    tell();
    return marks.subscribe(tell);
  }, [marks, kept, language]);

  const { onActiveStudy } = props;
  useEffect(() => onActiveStudy?.(study.studyInstanceUid), [onActiveStudy, study.studyInstanceUid]);

  // What loads first: the pane in use, then the other panes, then the rest; after the first picture is on screen.
  const firstShown = shown.first;
  const dressed = useDressed(firstShown || state.is === 'failed' || !activeStack?.slices.length);
  const hungOrder = useMemo(() => {
    const inPanes = [hung.active, ...hung.panes.keys()].flatMap((index) => hung.stackOfPane(index) ?? []);
    return [...new Set([...inPanes, ...hung.stacks])];
  }, [hung.active, hung.panes, hung.stacks, hung.stackOfPane]);
  const order = hungOrder.map((stack) => `${stack.seriesInstanceUid} ${stack.slices.length}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `order` stands for the stacks, which are new objects each time
  useEffect(() => {
    if (session && firstShown && seen) session.queue.want(hungOrder, session.pane(hung.active)?.index() ?? 0);
  }, [session, firstShown, seen, order]);

  // Of viewers side by side the one with the keys leads, until the hand goes to another.
  const hasKeys = props.keyboard ?? true;
  useEffect(() => {
    if (hasKeys) session?.drive(hung.active);
  }, [session, hung.active, hasKeys]);

  useGridSize(session, grid, `${hung.layout} ${hung.single} ${open.strip} ${open.measurements}`);

  const goToImage = useCallback(
    (imageId: string, preset?: string) => {
      const stack = hung.stacks.find((one) => one.slices.some((slice) => slice.imageId === imageId));
      const index = stack?.slices.findIndex((slice) => slice.imageId === imageId) ?? -1;
      if (!stack || index < 0) return;
      const pane = session?.pane(hung.active);
      if (stack.seriesInstanceUid !== activeStack?.seriesInstanceUid) {
        hung.hang(hung.active, stack.seriesInstanceUid, {
          startIndex: index,
          ...(preset === undefined ? {} : { preset }),
        });
        return;
      }
      pane?.goTo(index);
      if (preset !== undefined) pane?.setPreset(preset);
    },
    [hung, activeStack, session],
  );

  const goToMark = (measurement: Measurement): void => {
    const { sopInstanceUid, frame } = measurement.image;
    const slice = hung.stacks
      .flatMap((stack) => stack.slices)
      .find((one) => one.instance.sopInstanceUid === sopInstanceUid && one.frame === frame - 1);
    session?.marks.select(measurement.id);
    // Marks lie on the slices themselves.
    mpr.leave();
    volume.leave();
    if (slice) goToImage(slice.imageId);
  };

  const asked = props.goTo ?? null;
  const shownMark = useRef<typeof asked>(null);
  useEffect(() => {
    const measurement = asked && session?.marks.find(asked.id);
    if (!measurement || shownMark.current === asked) return;
    shownMark.current = asked;
    goToMark(measurement);
  });

  const { rows, columns } = hung.single === null ? layouts[hung.layout] : layouts['1x1'];
  const shownSeries = useMemo(
    () => new Set(hung.panes.flatMap((pane) => (pane ? [pane.seriesInstanceUid] : []))),
    [hung.panes],
  );
  return (
    <div
      ref={root}
      className="yz-viewer"
      lang={language}
      data-tool={tool}
      data-measuring={markingToolOf(tool) === null ? undefined : true}
      {...greys.marks}
    >
      {greys.filter}
      {props.banner}
      {!dressed && <div className="yz-toolbar" />}
      {dressed && (
        <ToolBar
          language={language}
          tool={tool}
          shortcuts={shortcuts}
          layout={hung.single === null ? hung.layout : '1x1'}
          presets={presets}
          multiFrame={cine.available}
          playing={cine.playing}
          fps={cine.fps}
          open={open}
          run={run}
          setFps={cine.setFps}
        />
      )}
      <div className="yz-body">
        {open.strip && !dressed && <div className="yz-strip" />}
        {open.strip && dressed && (
          <SeriesStrip
            stacks={hung.stacks}
            queue={firstShown ? (session?.queue ?? null) : null}
            shownSeries={shownSeries}
            activeSeries={activeStack?.seriesInstanceUid ?? null}
            language={language}
            onOpen={(series) => hung.hang(hung.active, series)}
          />
        )}
        <div
          ref={grid}
          className="yz-grid"
          style={{ gridTemplateRows: `repeat(${rows}, 1fr)`, gridTemplateColumns: `repeat(${columns}, 1fr)` }}
        >
          {state.is === 'starting' && <div className="yz-empty">{words.starting}</div>}
          {state.is === 'failed' && (
            <div className="yz-empty" role="alert">
              <p>
                {words.startFailed}: {state.detail}
              </p>
              <button type="button" className="yz-button" onClick={() => location.reload()}>
                {words.loadAnew}
              </button>
            </div>
          )}
          {session && hung.stacks.length === 0 && <div className="yz-empty">{words.noImages}</div>}
          {session &&
            hung.stacks.length > 0 &&
            hung.panes.map((pane, index) => (
              <PaneView
                // biome-ignore lint/suspicious/noArrayIndexKey: a pane is its place
                key={index}
                session={session}
                index={index}
                stack={hung.stackOfPane(index)}
                startIndex={pane?.startIndex ?? null}
                preset={pane?.preset ?? null}
                need={needs.get(pane?.seriesInstanceUid ?? '')}
                active={index === hung.active}
                hidden={hung.single !== null && hung.single !== index}
                overlayVisible={open.overlays}
                words={words}
                onActivate={() => hung.setActive(index)}
                onToggleSingle={() => hung.toggleSingle(index)}
                onDropSeries={(series) => hung.hang(index, series)}
              />
            ))}
          {session && volume.isOpen && activeStack && (
            <VolumeView
              key={activeStack.seriesInstanceUid}
              stack={activeStack}
              queue={session.queue}
              language={language}
              onRoom={volume.onRoom}
              onLeave={volume.leave}
            />
          )}
          {session && mpr.isOpen && !volume.isOpen && mpr.pane && activeStack && (
            <MprView
              key={activeStack.seriesInstanceUid}
              stack={activeStack}
              queue={session.queue}
              presets={presets}
              pane={mpr.pane}
              language={language}
              tool={tool}
              overlayVisible={open.overlays}
              onRoom={mpr.onRoom}
              onLeave={mpr.leave}
            />
          )}
        </div>
        {open.measurements && session && (
          <MeasurementList marks={session.marks} words={words} language={language} onGoTo={goToMark} />
        )}
        {open.help && (
          <ShortcutHelp
            language={language}
            presets={presets}
            shortcuts={shortcuts}
            onClose={() => setOpen((before) => ({ ...before, help: false }))}
          />
        )}
      </div>
    </div>
  );
}
