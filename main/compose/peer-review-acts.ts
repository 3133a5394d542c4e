/** Peer review at a station: the exchange is asked in the person's name; the study of his case is opened here and told without a name. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { PeerCase } from '#shared/study/peer-review.ts';
import type { Study } from '#shared/study/study.ts';
import type { InName } from '../api/ask-in-name.ts';
import type { Actor } from '../audit/actor.ts';

export interface PeerReviewActsDeps {
  readonly client: ExchangeClient;
  /** Opens the study of a task in the actor's name; fetching the rest goes on in the background. */
  readonly open: (actor: Actor, taskId: TaskId) => Promise<Result<{ study: Study }>>;
  readonly readStudy: (studyInstanceUid: string) => Promise<Study | null>;
}

export interface PeerReviewActs {
  readonly next: (
    actor: Actor,
    commandId: string,
    options: InName,
  ) => Promise<Result<{ case: PeerCase; study: Study }>>;
  readonly study: (actor: Actor, reviewId: string) => Promise<Result<Study>>;
}

export function createPeerReviewActs({ client, open, readStudy }: PeerReviewActsDeps): PeerReviewActs {
  /** By person: the case he was given, and its study. The window is told neither task nor study of another's report. */
  const given = new Map<string, { readonly reviewId: string; readonly studyInstanceUid: string }>();
  return {
    next: async (actor, commandId, options) => {
      const asked = await client.peerReview.next({ commandId }, options);
      if (!asked.ok) return asked;
      const { taskId, ...blinded } = asked.value;
      const opened = await open(actor, taskId);
      if (!opened.ok) return opened;
      const { study } = opened.value;
      const { studyInstanceUid } = study;
      given.set(actor.member.memberId, { reviewId: blinded.reviewId, studyInstanceUid });
      return ok({ case: blinded, study: nameless(study) });
    },
    study: async (actor, reviewId) => {
      const known = given.get(actor.member.memberId);
      const study = known?.reviewId === reviewId ? await readStudy(known.studyInstanceUid) : null;
      return study === null ? fail(failure('peer-review-gone')) : ok(nameless(study));
    },
  };
}

/** What the device wrote of the patient and its place says who it is. */
function nameless(study: Study): Study {
  const { sex } = study.devicePatient;
  return {
    ...study,
    accessionNumber: '',
    institution: '',
    stationAet: '',
    devicePatient: { name: '', id: '', sex, birthDate: null },
  };
}
