/** A task for tests: an imaging task of Wang Xiaodong that waits; every part may be changed. */
import type { Task } from '#shared/study/task.ts';

type Changes = Partial<Omit<Task, 'order' | 'clock' | 'stamps' | 'images'>> & {
  readonly order?: Partial<Task['order']>;
  readonly clock?: Partial<Task['clock']>;
  readonly stamps?: Partial<Task['stamps']>;
  readonly images?: Partial<Task['images']>;
};

export function buildTask(changes: Changes = {}): Task {
  const order = {
    orderId: 'o-1',
    siteId: 'site-1',
    siteName: '胡场镇卫生院',
    patient: { name: '王小东', id: 'HC0042', sex: 'M', birthDate: '1970-01-02' },
    kind: 'imaging',
    modality: 'CT',
    bodyPart: 'HEAD',
    complaint: '头痛',
    history: '',
    question: '',
    phone: '0728-1',
    urgency: 'routine',
    accessionNumber: 'A2026001',
    expectedObjects: null,
    placedAt: 1000,
    placedBy: null,
    emergencyDirect: false,
    studyInstanceUid: null,
    ...changes.order,
  };
  const task = {
    taskId: 't-1',
    depositId: 'd-1',
    orderId: order.orderId,
    siteId: 'site-1',
    siteName: '胡场镇卫生院',
    kind: 'imaging',
    state: 'waiting',
    studyInstanceUid: '1.2.3',
    modality: 'CT',
    bodyPart: 'HEAD',
    studyDescription: '头颅平扫',
    acquiredAt: null,
    identity: { settled: true, differences: [] },
    claim: 0,
    holder: null,
    reports: [],
    simulation: false,
    seq: 1,
    ...changes,
    order,
    stamps: {
      firstByteAt: 1000,
      openedAt: 2000,
      claimedAt: null,
      preliminaryAt: null,
      signedAt: null,
      deliveredAt: null,
      receivedAt: null,
      cancelledAt: null,
      ...changes.stamps,
    },
    clock: {
      targetMs: 480_000,
      stopsAt: 'signed',
      startedAt: 2000,
      deadline: 482_000,
      stoppedAt: null,
      pausedMs: 0,
      pausedAt: null,
      ...changes.clock,
    },
    images: {
      received: 2,
      expected: 2,
      receivedBytes: 10,
      expectedBytes: 10,
      lastProgressAt: 2000,
      incomplete: false,
      incompleteReason: null,
      imageSetSha256: 'a'.repeat(64),
      ...changes.images,
    },
  };
  return task as unknown as Task;
}
