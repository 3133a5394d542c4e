/** Intake as the township's screens show it: what arrived with its deposit and order, and what was refused. */

import type { DepositState } from '#shared/contract/exchange/deposits.ts';
import type { ArrivedStudy, RefusedArrival } from '#shared/contract/intake.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { DepositId } from '#shared/study/ids.ts';
import type { Order, OrderForm, Supplement } from '#shared/study/order.ts';
import type { AttachingTo, EmergencyForm } from '../api/routes/intake-routes.ts';
import { offerAsEcg } from '../archive/offer-as-ecg.ts';
import { listStudies, readStudy } from '../archive/read-study.ts';
import type { Actor } from '../audit/actor.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { DepositRow } from '../dispatch/deposit-rows.ts';
import { listRefusals } from '../intake/list-refusals.ts';
import { type PlaceOrderDeps, placeOrder } from '../intake/place-order.ts';
import type { StepStore } from '../intake/procedure-steps/step-store.ts';
import { type QuietTimes, quietTimeFor } from '../intake/quiet-times.ts';
import type { Settling } from '../intake/settle-refusal.ts';
import type { Intake } from '../intake/start-intake.ts';
import { supplementOrder } from '../intake/supplement-order.ts';
import type { TaskReplica } from '../worklist/task-replica.ts';

export interface IntakeViewsDeps {
  readonly database: StationDatabase;
  readonly replica: TaskReplica;
  readonly depositOf: (studyInstanceUid: string) => DepositRow | null;
  readonly join: (studyInstanceUid: string, orderId: string) => Promise<void>;
  readonly stepsOf: StepStore['ofStudy'];
  readonly quietTimes: () => QuietTimes;
  readonly closeNow: (studyInstanceUid: string) => Promise<void>;
  readonly placing: PlaceOrderDeps;
  readonly intake: Pick<Intake, 'retryRefusal' | 'settleRefusal' | 'attachRefusal'>;
  /** A refusal was settled. */
  readonly onRefusals: () => void;
}

const acts = ['accepted', 'discarded', 'retake', 'attached'] as const;
const sources: ReadonlySet<string> = new Set(['dicom', 'stow', 'folder', 'file']);

export function createIntakeViews(deps: IntakeViewsDeps) {
  const { database, replica } = deps;
  const firstPeer = database.sqlite.prepare<[string], { source: string; peer: string }>(
    `SELECT source, peer FROM instance WHERE studyInstanceUid = ? AND source <> 'exchange' ORDER BY arrivedAt LIMIT 1`,
  );

  const countVersions = database.sqlite.prepare<[string], { harmless: number; conflicts: number }>(
    `SELECT count(*) FILTER (WHERE v.judgement = 'harmless') AS harmless,
       count(*) FILTER (WHERE v.judgement = 'conflict') AS conflicts
     FROM instance i JOIN instanceVersion v ON v.sopInstanceUid = i.sopInstanceUid AND v.sha256 = i.sha256
     WHERE i.studyInstanceUid = ?`,
  );

  async function arrivals(): Promise<ArrivedStudy[]> {
    const found: ArrivedStudy[] = [];
    for (const summary of await listStudies(database, { limit: 200 })) {
      const origin = firstPeer.get(summary.studyInstanceUid);
      if (origin === undefined) continue;
      const {
        modalities,
        instanceCount,
        documentCount,
        heldCount: _held,
        firstArrivalAt,
        lastArrivalAt,
        ...study
      } = summary;
      const deposit = deps.depositOf(study.studyInstanceUid);
      const quietMs = Math.max(
        0,
        ...modalities.map((modality) => quietTimeFor(deps.quietTimes(), modality, origin.peer)),
      );
      found.push({
        ...study,
        instances: instanceCount,
        documents: documentCount,
        firstByteAt: firstArrivalAt,
        lastArrivalAt,
        source: sources.has(origin.source) ? (origin.source as ArrivedStudy['source']) : 'file',
        deposit: deposit === null ? null : countedState(deposit),
        order: orderOf(deposit, study),
        duplicates: countVersions.get(study.studyInstanceUid) ?? { harmless: 0, conflicts: 0 },
        closedBy: deposit?.closeReason ?? null,
        step: stepOf(study.studyInstanceUid),
        closesAt: deposit?.closeReason == null ? lastArrivalAt + quietMs : null,
      });
    }
    return found;
  }

  function stepOf(studyInstanceUid: string): ArrivedStudy['step'] {
    const steps = [...deps.stepsOf(studyInstanceUid)].sort((one, other) => other.changedAt - one.changedAt);
    const [newest] = steps;
    if (newest === undefined) return null;
    const listed = new Set(steps.flatMap((step) => step.referenced)).size;
    return { status: newest.status, reason: newest.discontinuedReason, listed };
  }

  function orderOf(
    deposit: DepositRow | null,
    study: { readonly accessionNumber: string; readonly studyInstanceUid: string },
  ): Order | null {
    const task = replica.byStudy(study.studyInstanceUid);
    if (task !== null) return task.order;
    const byHand = deposit?.orderId ?? null;
    if (byHand !== null) return replica.orders().find((order) => order.orderId === byHand) ?? null;
    return study.accessionNumber === '' ? null : replica.orderByAccession(study.accessionNumber);
  }

  /** The exchange's newest count stands in the task; the deposit's own answer is older. */
  function countedState(deposit: DepositRow): DepositState {
    const state = stateOf(deposit);
    const images = replica.byStudy(deposit.studyInstanceUid)?.images;
    if (images === undefined) return state;
    const { received, expected, documents } = images;
    return { ...state, received, expected, ...(documents === undefined ? {} : { documents }) };
  }

  async function refusals(settled: boolean): Promise<RefusedArrival[]> {
    return (await listRefusals(database, 200, 'zh-CN', settled)).map((one) => ({
      arrivalId: String(one.refusalId),
      at: one.refusedAt,
      source: sources.has(one.source) ? (one.source as RefusedArrival['source']) : 'file',
      name: one.name,
      origin: one.peer,
      failure: one.failure,
      sha256: one.sha256,
      size: one.size,
      attempts: one.attempts,
      settled:
        one.settledAt === null
          ? null
          : {
              at: one.settledAt,
              act: acts.find((act) => act === one.settledAct) ?? 'discarded',
              memberId: one.settledBy ?? '',
              name: one.settledByName ?? '',
              reason: one.settledReason ?? '',
            },
    }));
  }

  const retryRefusal = (arrivalId: string, memberId: string) =>
    deps.intake.retryRefusal(Number(arrivalId), memberId).finally(deps.onRefusals);

  const settleRefusal = (arrivalId: string, settling: Settling) =>
    deps.intake.settleRefusal(Number(arrivalId), settling).finally(deps.onRefusals);

  async function attachRefusal(arrivalId: string, attaching: AttachingTo): Promise<Result<void>> {
    const { studyInstanceUid, memberId, reason } = attaching;
    const study = await readStudy(database, studyInstanceUid);
    if (study === null || firstPeer.get(studyInstanceUid) === undefined)
      return fail(failure('study-not-found', { study: studyInstanceUid }));
    const { series: _series, ...facts } = study;
    const attached = await deps.intake
      .attachRefusal(Number(arrivalId), { study: facts, memberId, reason })
      .finally(deps.onRefusals);
    return attached.ok ? ok(undefined) : attached;
  }

  async function join(studyInstanceUid: string, orderId: string): Promise<Result<DepositState>> {
    await deps.join(studyInstanceUid, orderId);
    return stateResult(studyInstanceUid);
  }

  /** The document is an ECG now: all of it is here, so its deposit opens and closes at once. */
  async function offer(studyInstanceUid: string): Promise<Result<void>> {
    const offered = await offerAsEcg(database, studyInstanceUid);
    if (offered.ok) await deps.closeNow(studyInstanceUid);
    return offered;
  }

  async function sendNow(studyInstanceUid: string): Promise<Result<DepositState>> {
    await deps.closeNow(studyInstanceUid);
    return stateResult(studyInstanceUid);
  }

  function stateResult(studyInstanceUid: string): Result<DepositState> {
    const deposit = deps.depositOf(studyInstanceUid);
    return deposit === null
      ? fail(failure('study-not-found', { study: studyInstanceUid }))
      : ok(stateOf(deposit));
  }

  const place = (actor: Actor, form: OrderForm): Promise<Result<Order>> =>
    placeOrder(deps.placing, form, {
      memberId: actor.member.memberId,
      emergencyDirect: false,
      studyInstanceUid: null,
    });

  /** 急诊直送: an order from four fields and what the device knows, joined at once and sent as it is. */
  async function sendEmergency(actor: Actor, form: EmergencyForm): Promise<Result<DepositState>> {
    const { studyInstanceUid } = form;
    const study = await readStudy(database, studyInstanceUid);
    if (study === null || (study.kind !== 'imaging' && study.kind !== 'ecg')) {
      return fail(failure('study-not-found', { study: studyInstanceUid }));
    }
    const { id, sex, birthDate } = study.devicePatient;
    const order: OrderForm = {
      patient: {
        name: form.patientName,
        id,
        sex: sex === 'M' || sex === 'F' || sex === 'O' ? sex : 'U',
        birthDate,
      },
      kind: study.kind,
      modality: study.series[0]?.modality ?? (study.kind === 'ecg' ? 'ECG' : 'OT'),
      bodyPart: study.series[0]?.bodyPart ?? '',
      complaint: form.complaint,
      history: '',
      question: '',
      phone: form.phone,
      urgency: form.urgency,
      accessionNumber: '',
      expectedObjects: null,
      toFollow: true,
    };
    const placed = await placeOrder(deps.placing, order, {
      memberId: actor.member.memberId,
      emergencyDirect: true,
      studyInstanceUid,
    });
    return placed.ok ? join(studyInstanceUid, placed.value.orderId) : placed;
  }

  const supplement = (actor: Actor, orderId: string, given: Supplement): ReturnType<typeof supplementOrder> =>
    supplementOrder(
      { ...deps.placing, findOrder: (id) => replica.orders().find((order) => order.orderId === id) ?? null },
      actor,
      { ...given, orderId },
    );

  const orders = (unjoinedOnly: boolean): Order[] => {
    const joined = new Set(replica.all().map((task) => task.orderId as string));
    return replica.orders().filter((order) => !unjoinedOnly || !joined.has(order.orderId));
  };

  return {
    arrivals,
    refusals,
    retryRefusal,
    settleRefusal,
    attachRefusal,
    join,
    offerAsEcg: offer,
    sendNow,
    placeOrder: place,
    supplementOrder: supplement,
    sendEmergency,
    orders,
  };
}

/** Before the exchange has answered, a deposit is open with nothing received. */
function stateOf(deposit: DepositRow): DepositState {
  return (
    deposit.state ?? {
      depositId: deposit.depositId as DepositId,
      taskId: null,
      state: 'open',
      received: 0,
      expected: deposit.wantedCount,
    }
  );
}
