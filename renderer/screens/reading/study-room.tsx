/** Picks the viewer for a study and hands it the bytes' addresses; the viewers know nothing of tasks or stations. */

import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/failure.ts';
import type { Marks } from '#shared/measure/marking.ts';
import type { LinkedText } from '#shared/report/numbers/image-links.ts';
import type { Study } from '#shared/study/study.ts';
import { useGreyCorrection } from '../../state/display-checks.ts';
import { useBesideApart, useImagesApart } from '../../state/images-apart.ts';
import { useReadMarks } from '../../state/read-marks-store.ts';
import { useKeymap } from '../../state/use-keymap.ts';
import { useMeasuredPixelsPerMm } from '../../state/use-monitor.ts';
import { objectUrl } from '../../station/addresses.ts';
import type { Masked } from '../../viewers/ecg/analysis/masked-statements.ts';
import { pickViewer } from '../../viewers/pick-viewer.ts';
import { DocumentRoom, EcgRoom, ImageViewer } from './parts.ts';
import type { EcgPerson } from './use-analysis.ts';
import { useKeepLayout } from './use-keep-layout.ts';
import type { KeptMarks } from './use-marks.ts';

const nothingShown: readonly string[] = [];

export default function StudyRoom(props: {
  study: Study;
  /** Whose study it is, by the order; the ECG's normal limits go by it. */
  person?: EcgPerson;
  /** Whose case it is: left and opened again it lies as it lay. */
  aside?: string | null;
  onShown: (sopInstanceUids: readonly string[]) => void;
  /** What this reader has had on the screen of it at other times. */
  shownBefore?: readonly string[];
  /** False while it is only being built and nobody sees it. */
  active?: boolean;
  onMeasurement: (text: string) => void;
  /** The reader's marks on the images; absent where none are kept. */
  marks?: KeptMarks;
  /** Marks that others saved, to look at: what is changed of them here is kept nowhere. */
  shownMarks?: Marks | undefined;
  /** A measurement on an image, for the report. */
  onLinked?: (text: LinkedText) => void;
  /** An ECG's machine statements wait for the reader (先判后看). */
  masked?: Masked;
  /** What a doctor made of an ECG's critical findings. */
  criticalVerdict?: 'confirmed' | 'rejected' | null;
  /** Rooms of one name scroll together where the reader links them. */
  linkRoom?: string;
  /** Beside the study that is read: keys belong to that one. */
  comparison?: boolean;
}) {
  const { i18n } = useTranslation();
  const language = i18n.language as Language;
  const keymap = useKeymap();
  // Of the monitor the pictures lie on, which need not be this window's.
  const images = useImagesApart((state) => state.page);
  const beside = useBesideApart((state) => state.page);
  const page = (props.comparison === true ? beside : null) ?? images;
  const pixelsPerMm = useMeasuredPixelsPerMm(page);
  const greys = useGreyCorrection(page);
  const keepLayout = useKeepLayout(keymap);
  const goTo = useReadMarks((state) => state.goTo);
  switch (pickViewer(props.study)) {
    case 'image':
      return (
        <ImageViewer
          study={props.study}
          objectUrl={objectUrl}
          language={language}
          keymap={keymap}
          pixelsPerMm={pixelsPerMm}
          greys={greys}
          keyboard={props.active !== false && props.comparison !== true}
          seen={props.active !== false}
          {...(props.aside ? { aside: props.aside } : {})}
          linkRoom={props.linkRoom ?? ''}
          onLayout={keepLayout}
          onImagesShown={props.onShown}
          {...(props.onLinked ? { onMeasurement: props.onLinked } : {})}
          onValues={(values) => {
            if (props.marks) useReadMarks.getState().publish(props.study.studyInstanceUid, values);
          }}
          goTo={props.marks ? goTo : null}
          kept={props.marks?.kept ?? props.shownMarks}
          {...(props.marks ? { onMark: props.marks.onMark, onSave: props.marks.save } : {})}
        />
      );
    case 'ecg':
      return (
        <EcgRoom
          study={props.study}
          page={page}
          person={props.person ?? null}
          masked={props.masked ?? false}
          criticalVerdict={props.criticalVerdict ?? null}
          language={language}
          onShown={props.onShown}
          shownBefore={props.shownBefore ?? nothingShown}
          keyboard={props.active !== false && props.comparison !== true}
          onMeasurement={props.onMeasurement}
          aside={props.aside ?? null}
        />
      );
    case 'document':
      return <DocumentRoom study={props.study} language={language} onShown={props.onShown} />;
  }
}
